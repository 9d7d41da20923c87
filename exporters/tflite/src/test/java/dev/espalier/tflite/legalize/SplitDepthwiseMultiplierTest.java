package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SplitDepthwiseMultiplierTest {
  @Test
  void oneConvolutionForEachResult() {
    PassAssert.on(
            new SplitDepthwiseMultiplier(),
            """
        graph @g(%x: f32[1,3,5,5]) {
          %y = conv(%x, f32[6,1,3,3]#rand(1), f32[6]#rand(2)) {groups=3}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,5,5]) {
          %y.part3 = conv(%x, f32[3,1,3,3], f32[3]) {groups=3} : f32[1,3,3,3]
          %y.part6 = conv(%x, f32[3,1,3,3], f32[3]) {groups=3} : f32[1,3,3,3]
          %y.joined = concat(%y.part3, %y.part6) {axis=1} : f32[1,6,3,3]
          %y = index_select(%y.joined) {axis=1, indices=[0,3,1,4,2,5]} : f32[1,6,3,3]
          return %y
        }
        """);
  }

  @Test
  void aComputedBias() {
    PassAssert.on(
            new SplitDepthwiseMultiplier(),
            """
        graph @g(%x: f32[1,2,5,5], %b: f32[4]) {
          %y = conv(%x, f32[4,1,3,3]#rand(1), %b) {groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,5,5], %b: f32[4]) {
          %y.part2 = index_select(%b) {axis=0, indices=[0,2]} : f32[2]
          %y.part3 = conv(%x, f32[2,1,3,3], %y.part2) {groups=2} : f32[1,2,3,3]
          %y.part5 = index_select(%b) {axis=0, indices=[1,3]} : f32[2]
          %y.part6 = conv(%x, f32[2,1,3,3], %y.part5) {groups=2} : f32[1,2,3,3]
          %y.joined = concat(%y.part3, %y.part6) {axis=1} : f32[1,4,3,3]
          %y = index_select(%y.joined) {axis=1, indices=[0,2,1,3]} : f32[1,4,3,3]
          return %y
        }
        """);
  }

  @Test
  void oneResultStays() {
    PassAssert.on(
            new SplitDepthwiseMultiplier(),
            """
        graph @g(%x: f32[1,3,5,5]) {
          %y = conv(%x, f32[3,1,3,3]#rand(1)) {groups=3}
          return %y
        }
        """)
        .refuses("%y has one result per channel");
  }

  @Test
  void oneChannelStays() {
    PassAssert.on(
            new SplitDepthwiseMultiplier(),
            """
        graph @g(%x: f32[1,1,5,5]) {
          %y = conv(%x, f32[4,1,3,3]#rand(1))
          return %y
        }
        """)
        .refuses("%y is not depthwise");
  }

  @Test
  void computedWeightsStay() {
    PassAssert.on(
            new SplitDepthwiseMultiplier(),
            """
        graph @g(%x: f32[1,2,5,5], %w: f32[4,1,3,3]) {
          %y = conv(%x, %w) {groups=2}
          return %y
        }
        """)
        .refuses("%y is not depthwise");
  }
}
