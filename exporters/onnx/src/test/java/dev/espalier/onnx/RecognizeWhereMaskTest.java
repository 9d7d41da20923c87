package dev.espalier.onnx;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognizeWhereMaskTest {
  private static PassAssert on(String lines) {
    return PassAssert.on(
        new RecognizeWhereMask(),
        """
        graph @g(%x: f32[N,4,6,6], %v: bool[4,1,1]) {
          LINES
          return %y
        }
        """
            .replace("LINES", lines));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%y = where(bool[4,1,1]#[1, 0, 0, 1], %x, f32[]#[0])",
        "%y = where(bool[1,4,1,1]#[1, 0, 0, 1], %x, f32[1,4,1,1]#zeros)",
        "%p = greater(f32[4,1,1]#[1, 0, 0, 1], f32[]#[0.5]) %y = where(%p, %x, f32[]#[0])"
      })
  void aChoiceOfZerosPerChannelIsAMask(String lines) {
    on(lines)
        .gives(
            """
            graph @g(%x: f32[N,4,6,6], %v: bool[4,1,1]) {
              %y = channel_mask(%x, f32[4]#[1, 0, 0, 1]) : f32[N,4,6,6]
              return %y
            }
            """);
  }

  @Test
  void otherChoicesStay() {
    on("%y = where(bool[4,1,1]#[1, 0, 0, 1], %x, f32[]#[1])").refuses("is not zero");
    on("%y = where(bool[4,1,1]#[1, 0, 0, 1], %x, f32[3,1,4,6,6]#zeros)").refuses("is broadcast");
    on("%y = where(%v, %x, f32[]#[0])").refuses("%v is not constant per channel");
    on("%y = where(%c=bool[6,1]#[1, 0, 0, 1, 1, 1], %x, f32[]#[0])")
        .refuses("%c is not constant per channel");
  }
}
