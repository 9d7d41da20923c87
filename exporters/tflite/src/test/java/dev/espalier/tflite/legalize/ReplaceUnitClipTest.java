package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceUnitClipTest {
  @Test
  void zeroToOne() {
    PassAssert.on(
            new ReplaceUnitClip(),
            """
        graph @g(%x: f32[2,3]) {
          %y = clip(%x) {min=0.0, max=1.0}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3]) {
          %y.above = max(%x, f32[]#[0]) : f32[2,3]
          %y = min(%y.above, f32[]#[1]) : f32[2,3]
          return %y
        }
        """);
  }

  @Test
  void otherLimitsStay() {
    PassAssert.on(
            new ReplaceUnitClip(),
            """
        graph @g(%x: f32[2,3]) {
          %y = clip(%x) {min=0.0, max=6.0}
          return %y
        }
        """)
        .refuses("the limits of %y are not 0.0 and 1.0");
  }

  @Test
  void integersStay() {
    PassAssert.on(
            new ReplaceUnitClip(),
            """
        graph @g(%x: i32[2,3]) {
          %y = clip(%x) {min=0.0, max=1.0}
          return %y
        }
        """)
        .refuses("the limits of %y are not 0.0 and 1.0");
  }
}
