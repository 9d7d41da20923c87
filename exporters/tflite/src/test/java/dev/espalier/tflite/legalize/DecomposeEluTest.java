package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeEluTest {
  @Test
  void aSlopeOfItsOwn() {
    PassAssert.on(
            new DecomposeElu(),
            """
        graph @g(%x: f32[2,5]) {
          %y = elu(%x) {alpha=0.5}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,5]) {
          %y.below = min(%x, f32[]#[0]) : f32[2,5]
          %y.exp = exp(%y.below) : f32[2,5]
          %y.rest = sub(%y.exp, f32[]#[1]) : f32[2,5]
          %y.scaled = mul(%y.rest, f32[]#[0.5]) : f32[2,5]
          %y.relu = relu(%x) : f32[2,5]
          %y = add(%y.relu, %y.scaled) : f32[2,5]
          return %y
        }
        """);
  }

  @Test
  void alphaOfOneStays() {
    PassAssert.on(
            new DecomposeElu(),
            """
        graph @g(%x: f32[2,5]) {
          %y = elu(%x) {alpha=1.0}
          return %y
        }
        """)
        .refuses("alpha is 1");
  }
}
