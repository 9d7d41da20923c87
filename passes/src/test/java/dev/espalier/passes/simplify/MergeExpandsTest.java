package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeExpandsTest {
  @Test
  void toTheShapeThatComesOut() {
    PassAssert.on(
            new MergeExpands(),
            """
            graph @g(%x: f32[1,1]) {
              %e = expand(%x) {shape=[3,1]}
              %y = expand(%e) {shape=[2,1,4]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[1,1]) {
              %y = expand(%x) {shape=[2,3,4]} : f32[2,3,4]
              return %y
            }
            """);
  }

  @Test
  void anExpandOfAnotherOperatorStays() {
    PassAssert.on(
            new MergeExpands(),
            """
            graph @g(%x: f32[1,1]) {
              %e = tile(%x) {repeats=[3,1]}
              %y = expand(%e) {shape=[3,4]}
              return %y
            }
            """)
        .refuses("%e is not made by an expand");
  }
}
