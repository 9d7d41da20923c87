package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeSoftplusTest {
  @Test
  void withoutAnOverflow() {
    PassAssert.on(
            new DecomposeSoftplus(),
            """
            graph @g(%x: f32[2,3]) {
              %y = softplus(%x)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3]) {
              %y.abs = abs(%x) : f32[2,3]
              %y.distance = neg(%y.abs) : f32[2,3]
              %y.exp = exp(%y.distance) : f32[2,3]
              %y.sum = add(%y.exp, f32[]#[1]) : f32[2,3]
              %y.relu = relu(%x) : f32[2,3]
              %y.log = log(%y.sum) : f32[2,3]
              %y = add(%y.relu, %y.log) : f32[2,3]
              return %y
            }
            """);
  }

  @Test
  void anExponentialStays() {
    PassAssert.on(
            new DecomposeSoftplus(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = exp(%x)
              return %y
            }
            """)
        .changesNothing();
  }
}
