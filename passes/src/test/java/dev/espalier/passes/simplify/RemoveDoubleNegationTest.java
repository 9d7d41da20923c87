package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveDoubleNegationTest {
  @Test
  void minusMinus() {
    PassAssert.on(
            new RemoveDoubleNegation(),
            """
        graph @g(%x: f32[N,4]) {
          %a = neg(%x)
          %b = neg(%a)
          %y = relu(%b)
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
  void notNot() {
    PassAssert.on(
            new RemoveDoubleNegation(),
            """
        graph @g(%x: bool[N,4]) {
          %a = not(%x)
          %b = not(%a)
          %y = cast(%b) {to=f32}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: bool[N,4]) {
          %y = cast(%x) {to=f32} : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void otherFunctionsStay() {
    PassAssert.on(
            new RemoveDoubleNegation(),
            """
        graph @g(%x: f32[N,4]) {
          %a = abs(%x)
          %y = abs(%a)
          return %y
        }
        """)
        .refuses("does not negate twice");
  }
}
