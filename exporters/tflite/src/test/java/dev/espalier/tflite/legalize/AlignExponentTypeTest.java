package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class AlignExponentTypeTest {
  @Test
  void anIntegerExponentBecomesAFloat() {
    PassAssert.on(
            new AlignExponentType(),
            """
        graph @g(%x: f32[2,3], %i: i64[3]) {
          %p = abs(%x)
          %q = abs(%i)
          %y = pow(%p, %q)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3], %i: i64[3]) {
          %p = abs(%x) : f32[2,3]
          %q = abs(%i) : i64[3]
          %y.exponent = cast(%q) {to=f32} : f32[3]
          %y = pow(%p, %y.exponent) : f32[2,3]
          return %y
        }
        """);
  }

  @Test
  void anIntegerBaseIsRaisedAsAFloat() {
    PassAssert.on(
            new AlignExponentType(),
            """
        graph @g(%i: i64[2,3], %x: f32[3]) {
          %b = abs(%i)
          %e = abs(%x)
          %y = pow(%b, %e)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%i: i64[2,3], %x: f32[3]) {
          %b = abs(%i) : i64[2,3]
          %e = abs(%x) : f32[3]
          %y.base = cast(%b) {to=f32} : f32[2,3]
          %y.power = pow(%y.base, %e) : f32[2,3]
          %y = cast(%y.power) {to=i64} : i64[2,3]
          return %y
        }
        """);
  }

  @Test
  void twoFloatsStay() {
    PassAssert.on(
            new AlignExponentType(),
            """
        graph @g(%x: f32[2,3], %e: f32[3]) {
          %y = pow(%x, %e)
          return %y
        }
        """)
        .refuses("f32 and f32 are of one kind");
  }

  @Test
  void twoIntegersStay() {
    PassAssert.on(
            new AlignExponentType(),
            """
        graph @g(%x: i64[2,3], %e: i32[3]) {
          %y = pow(%x, %e)
          return %y
        }
        """)
        .refuses("i64 and i32 are of one kind");
  }
}
