package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplacePowTest {
  @Test
  void aSquare() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: f32[2,3]) {
          %y = pow(%x, f32[]#[2])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3]) {
          %y = mul(%x, %x) : f32[2,3]
          return %y
        }
        """);
  }

  @Test
  void aSquareOfAnInteger() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: i64[2,3]) {
          %y = pow(%x, f32[1]#[2])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: i64[2,3]) {
          %y = mul(%x, %x) : i64[2,3]
          return %y
        }
        """);
  }

  @Test
  void aRoot() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: f32[2,3]) {
          %a = abs(%x)
          %y = pow(%a, f32[]#[0.5])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3]) {
          %a = abs(%x) : f32[2,3]
          %y = sqrt(%a) : f32[2,3]
          return %y
        }
        """);
  }

  @Test
  void aRootOfAnIntegerStays() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: i64[2,3]) {
          %y = pow(%x, f32[]#[0.5])
          return %y
        }
        """)
        .refuses("neither 2 nor 1/2");
  }

  @Test
  void otherExponentsStay() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: f32[2,3]) {
          %y = pow(%x, f32[]#[3])
          return %y
        }
        """)
        .refuses("neither 2 nor 1/2");
  }

  @Test
  void computedExponentsStay() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: f32[2,3], %e: f32[]) {
          %y = pow(%x, %e)
          return %y
        }
        """)
        .refuses("neither 2 nor 1/2");
  }

  @Test
  void severalExponentsStay() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: f32[2,3]) {
          %y = pow(%x, f32[3]#[2, 2, 2])
          return %y
        }
        """)
        .refuses("neither 2 nor 1/2");
  }

  @Test
  void exponentsWithMoreAxesStay() {
    PassAssert.on(
            new ReplacePow(),
            """
        graph @g(%x: f32[3]) {
          %y = pow(%x, f32[1,1]#[2])
          return %y
        }
        """)
        .refuses("neither 2 nor 1/2");
  }
}
