package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeReciprocalTest {
  @Test
  void aQuotient() {
    PassAssert.on(
            new DecomposeReciprocal(),
            """
            graph @g(%x: f32[2,3]) {
              %e = exp(%x)
              %y = reciprocal(%e)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3]) {
              %e = exp(%x) : f32[2,3]
              %y = div(f32[]#[1], %e) : f32[2,3]
              return %y
            }
            """);
  }

  @Test
  void aDivisionStays() {
    PassAssert.on(
            new DecomposeReciprocal(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = div(f32[]#[1], %x)
              return %y
            }
            """)
        .changesNothing();
  }
}
