package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveSingleConcatTest {
  @Test
  void oneOperand() {
    PassAssert.on(
            new RemoveSingleConcat(),
            """
        graph @g(%x: f32[N,4]) {
          %c = concat(%x) {axis=1}
          %y = relu(%c)
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
  void twoOperandsStay() {
    PassAssert.on(
            new RemoveSingleConcat(),
            """
        graph @g(%x: f32[N,4]) {
          %y = concat(%x, %x) {axis=1}
          return %y
        }
        """)
        .refuses("2 operands");
  }
}
