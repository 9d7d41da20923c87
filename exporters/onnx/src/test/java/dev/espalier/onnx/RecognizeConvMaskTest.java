package dev.espalier.onnx;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecognizeConvMaskTest {
  private static PassAssert on(String convolution) {
    return PassAssert.on(
        new RecognizeConvMask(),
        """
        graph @g(%x: f32[N,4,6,6], %v: f32[4,1,1,1]) {
          %y = CONVOLUTION
          return %y
        }
        """
            .replace("CONVOLUTION", convolution));
  }

  @Test
  void zerosAndOnesPerChannelAreAMask() {
    on("conv(%x, f32[4,1,1,1]#[1, 0, 0, 1]) {groups=4}")
        .gives(
            """
            graph @g(%x: f32[N,4,6,6], %v: f32[4,1,1,1]) {
              %y = channel_mask(%x, f32[4]#[1, 0, 0, 1]) : f32[N,4,6,6]
              return %y
            }
            """);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"[1, 0.9999999, 0, 1]", "[1, 0, 0, -1]", "[0.5, 0.5, 0.5, 0.5]", "[1, 0, 2, 0]"})
  void otherWeightsAreThoseOfAConvolution(String weights) {
    on("conv(%x, %w=f32[4,1,1,1]#" + weights + ") {groups=4}")
        .refuses("%w has other weights than 0 and 1");
  }

  @Test
  void aConvolutionThatDoesMoreStays() {
    on("conv(%x, f32[4,1,1,1]#ones, %b=f32[4]#rand(1)) {groups=4}").refuses("the bias %b is added");
    on("conv(%x, %v) {groups=4}").refuses("the weight %v is not constant");
    for (String attributes :
        new String[] {"groups=4, strides=[2,2]", "groups=4, pads=[1,1,1,1]", "groups=1"}) {
      String weight = attributes.contains("groups=1") ? "f32[1,4,1,1]" : "f32[4,1,1,1]";
      on("conv(%x, %w=" + weight + "#ones) {" + attributes + "}")
          .refuses("%w is not one factor per channel");
    }
    on("conv(%x, %w=f32[4,1,3,3]#ones) {groups=4}").refuses("%w is not one factor per channel");
    on("conv(%x, %w=f32[8,1,1,1]#ones) {groups=4}").refuses("%w is not one factor per channel");
  }
}
