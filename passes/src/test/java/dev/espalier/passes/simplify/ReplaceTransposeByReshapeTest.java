package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceTransposeByReshapeTest {
  @Test
  void onlyAxesOfSizeOneMove() {
    PassAssert.on(
            new ReplaceTransposeByReshape(),
            """
        graph @g(%x: f32[N,4,1,1]) {
          %y = transpose(%x) {permutation=[0,2,3,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,1,1]) {
          %y = reshape(%x) {shape=[N,1,1,4]} : f32[N,1,1,4]
          return %y
        }
        """);
  }

  @Test
  void largeAxesStay() {
    PassAssert.on(
            new ReplaceTransposeByReshape(),
            """
        graph @g(%x: f32[N,4,2,1]) {
          %y = transpose(%x) {permutation=[0,2,3,1]}
          return %y
        }
        """)
        .refuses("%y swaps axes 1 and 2");
  }

  @Test
  void twoSymbolicDimsStay() {
    PassAssert.on(
            new ReplaceTransposeByReshape(),
            """
        graph @g(%x: f32[N,1,H]) {
          %y = transpose(%x) {permutation=[0,2,1]}
          return %y
        }
        """)
        .refuses("several symbolic dims");
  }
}
