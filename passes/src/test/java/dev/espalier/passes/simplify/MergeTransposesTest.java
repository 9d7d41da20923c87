package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeTransposesTest {
  @Test
  void permutationsCompose() {
    PassAssert.on(
            new MergeTransposes(),
            """
        graph @g(%x: f32[N,2,3,4]) {
          %t = transpose(%x) {permutation=[0,2,3,1]}
          %y = transpose(%t) {permutation=[3,0,2,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,2,3,4]) {
          %y = transpose(%x) {permutation=[1,0,3,2]} : f32[2,N,4,3]
          return %y
        }
        """);
  }

  @Test
  void aChainOfThree() {
    PassAssert.on(
            new MergeTransposes(),
            """
        graph @g(%x: f32[2,3,4]) {
          %a = transpose(%x) {permutation=[1,2,0]}
          %b = transpose(%a) {permutation=[1,2,0]}
          %y = transpose(%b) {permutation=[1,2,0]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3,4]) {
          %y = transpose(%x) {permutation=[0,1,2]} : f32[2,3,4]
          return %y
        }
        """);
  }

  @Test
  void oneStays() {
    PassAssert.on(
            new MergeTransposes(),
            """
        graph @g(%x: f32[2,3]) {
          %y = transpose(%x) {permutation=[1,0]}
          return %y
        }
        """)
        .refuses("not made by a transpose");
  }
}
