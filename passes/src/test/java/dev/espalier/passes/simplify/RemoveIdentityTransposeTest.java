package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveIdentityTransposeTest {
  @Test
  void axesInTheirOrder() {
    PassAssert.on(
            new RemoveIdentityTranspose(),
            """
        graph @g(%x: f32[N,4]) {
          %t = transpose(%x) {permutation=[0,1]}
          %y = relu(%t)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = relu(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void equalAxesThatMoveStay() {
    PassAssert.on(
            new RemoveIdentityTranspose(),
            """
        graph @g(%x: f32[4,4]) {
          %t = transpose(%x) {permutation=[1,0]}
          %y = relu(%t)
          return %y
        }
        """)
        .refuses("moves axes");
  }
}
