package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeHardSigmoidTest {
  @Test
  void anySlope() {
    PassAssert.on(
            new DecomposeHardSigmoid(),
            """
            graph @g(%x: f32[2,5]) {
              %y = hard_sigmoid(%x) {alpha=0.2, beta=0.5}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,5]) {
              %y.scaled = mul(%x, f32[]#[1.2]) : f32[2,5]
              %y.moved = add(%y.scaled, f32[]#[3]) : f32[2,5]
              %y.limited = clip(%y.moved) {min=0, max=6} : f32[2,5]
              %y = mul(%y.limited, f32[]#[0.16666667]) : f32[2,5]
              return %y
            }
            """);
  }

  @Test
  void aSlopeOfOneSixth() {
    PassAssert.on(
            new DecomposeHardSigmoid(),
            """
            graph @g(%x: f32[2,5]) {
              %y = hard_sigmoid(%x) {alpha=0.16666666666666666, beta=0.5}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,5]) {
              %y.moved = add(%x, f32[]#[3]) : f32[2,5]
              %y.limited = clip(%y.moved) {min=0, max=6} : f32[2,5]
              %y = mul(%y.limited, f32[]#[0.16666667]) : f32[2,5]
              return %y
            }
            """);
  }

  @Test
  void aHardSwishStays() {
    PassAssert.on(
            new DecomposeHardSigmoid(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = hard_swish(%x)
              return %y
            }
            """)
        .changesNothing();
  }
}
