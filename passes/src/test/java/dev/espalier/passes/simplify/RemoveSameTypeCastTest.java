package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveSameTypeCastTest {
  @Test
  void aCastToTheSameType() {
    PassAssert.on(
            new RemoveSameTypeCast(),
            """
        graph @g(%x: f32[N,4]) {
          %c = cast(%x) {to=f32}
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
  void anotherTypeStays() {
    PassAssert.on(
            new RemoveSameTypeCast(),
            """
        graph @g(%x: f32[N,4]) {
          %c = cast(%x) {to=i64}
          %y = cast(%c) {to=f32}
          return %y
        }
        """)
        .refuses("%c is i64[N,4]");
  }
}
