package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeLogSoftmaxTest {
  @Test
  void fromTheLogarithmOfASum() {
    PassAssert.on(
            new DecomposeLogSoftmax(),
            """
            graph @g(%x: f32[2,6,8]) {
              %y = log_softmax(%x) {axis=1}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,6,8]) {
              %y.most = reduce_max(%x) {axes=[1]} : f32[2,1,8]
              %y.below = sub(%x, %y.most) : f32[2,6,8]
              %y.exp = exp(%y.below) : f32[2,6,8]
              %y.sum = reduce_sum(%y.exp) {axes=[1]} : f32[2,1,8]
              %y.log = log(%y.sum) : f32[2,1,8]
              %y = sub(%y.below, %y.log) : f32[2,6,8]
              return %y
            }
            """);
  }

  @Test
  void aSoftmaxStays() {
    PassAssert.on(
            new DecomposeLogSoftmax(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = softmax(%x) {axis=1}
              return %y
            }
            """)
        .changesNothing();
  }
}
