package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SpreadTransposedKernelTest {
  @Test
  void zerosBetweenTheWeights() {
    PassAssert.on(
            new SpreadTransposedKernel(),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,3,2]#rand(1), f32[2]#rand(2)) {strides=[2,1], dilations=[2,3], pads=[1,0,1,0]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,5,4], f32[2]) {strides=[2,1], pads=[1,0,1,0]} : f32[1,2,9,7]
          return %y
        }
        """);
  }

  @Test
  void groupsAreKept() {
    PassAssert.on(
            new SpreadTransposedKernel(),
            """
        graph @g(%x: f32[1,4,4,4]) {
          %y = conv_transpose(%x, f32[4,2,3,2]#rand(1)) {dilations=[1,2], groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,4,4]) {
          %y = conv_transpose(%x, f32[4,2,3,3]) {groups=2} : f32[1,4,6,6]
          return %y
        }
        """);
  }

  @Test
  void denseKernelsStay() {
    PassAssert.on(
            new SpreadTransposedKernel(),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,3,3]#rand(1))
          return %y
        }
        """)
        .refuses("%y is not dilated");
  }

  @Test
  void computedWeightsStay() {
    PassAssert.on(
            new SpreadTransposedKernel(),
            """
        graph @g(%x: f32[1,3,4,4], %w: f32[3,2,3,3]) {
          %y = conv_transpose(%x, %w) {dilations=[2,2]}
          return %y
        }
        """)
        .refuses("%w is computed");
  }

  @Test
  void sequencesStay() {
    PassAssert.on(
            new SpreadTransposedKernel(),
            """
        graph @g(%x: f32[1,3,4]) {
          %y = conv_transpose(%x, %w=f32[3,2,3]#rand(1)) {strides=[1], dilations=[2], pads=[0,0], outputPads=[0]}
          return %y
        }
        """)
        .refuses("%w is computed, or not of an image");
  }
}
