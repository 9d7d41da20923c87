package dev.espalier.onnx;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognizeFactorMaskTest {
  private static PassAssert on(String lines) {
    return PassAssert.on(
        new RecognizeFactorMask(),
        """
        graph @g(%x: f32[N,4,6,6], %v: f32[4,1,1]) {
          LINES
          return %y
        }
        """
            .replace("LINES", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = mul(%x, f32[1,4,1,1]#[1, 0, 0, 1])",
        "%y = mul(f32[4,1,1]#[1, 0, 0, 1], %x)",
        "%p = greater(f32[4,1,1]#[1, 0, 0, 1], f32[]#[0.5]) %f = cast(%p) {to=f32}"
            + " %y = mul(%x, %f)",
        "%p = less(f32[]#[0.25], f32[4]#[1, 0, 0, 1]) %c = cast(%p) {to=f32}"
            + " %f = reshape(%c) {shape=[4,1,1]} %y = mul(%x, %f)"
      })
  void zerosAndOnesPerChannelAreAMask(String lines) {
    on(lines)
        .gives(
            """
            graph @g(%x: f32[N,4,6,6], %v: f32[4,1,1]) {
              %y = channel_mask(%x, f32[4]#[1, 0, 0, 1]) : f32[N,4,6,6]
              return %y
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f32[4,1,1]#[1, 0, 0, 0.5]",
        "f32[4,1,1]#[1, 0, 0, -1]",
        "f32[6,1]#ones",
        "f32[4,6,1]#ones",
        "f32[]#[1]",
        "%v"
      })
  void otherFactorsStay(String factor) {
    on("%y = mul(%x, " + factor + ")").refuses("is 0 or 1 per channel");
  }
}
