package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeCastsTest {
  @Test
  void nothingIsLost() {
    PassAssert.on(
            new MergeCasts(),
            """
        graph @g(%x: i8[N]) {
          %c = cast(%x) {to=f32}
          %y = cast(%c) {to=i64}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: i8[N]) {
          %y = cast(%x) {to=i64} : i64[N]
          return %y
        }
        """);
  }

  @Test
  void roundingStays() {
    PassAssert.on(
            new MergeCasts(),
            """
        graph @g(%x: f32[N]) {
          %c = cast(%x) {to=i32}
          %y = cast(%c) {to=f32}
          return %y
        }
        """)
        .refuses("i32 does not hold every f32");
  }

  @Test
  void largeIntegersStay() {
    PassAssert.on(
            new MergeCasts(),
            """
        graph @g(%x: i64[N]) {
          %c = cast(%x) {to=f32}
          %y = cast(%c) {to=i64}
          return %y
        }
        """)
        .refuses("f32 does not hold every i64");
  }
}
