package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class LiftToImageTest {
  @Test
  void aConvolution() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[1,4,9]) {
          %y = conv(%x, f32[6,2,3]#rand(1), f32[6]#rand(2)) {strides=[2], dilations=[1], pads=[1,0], groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,9]) {
          %y.lifted = reshape(%x) {shape=[1,4,1,9]} : f32[1,4,1,9]
          %y.image = conv(%y.lifted, f32[6,2,1,3], f32[6]) {strides=[1,2], pads=[0,1,0,0], groups=2} : f32[1,6,1,4]
          %y = reshape(%y.image) {shape=[1,6,4]} : f32[1,6,4]
          return %y
        }
        """);
  }

  @Test
  void aTransposedConvolution() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[1,4,9]) {
          %y = conv_transpose(%x, f32[4,2,3]#rand(1)) {strides=[2], dilations=[1], pads=[1,1], outputPads=[1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,9]) {
          %y.lifted = reshape(%x) {shape=[1,4,1,9]} : f32[1,4,1,9]
          %y.image = conv_transpose(%y.lifted, f32[4,2,1,3]) {strides=[1,2], pads=[0,1,0,1], outputPads=[0,1]} : f32[1,2,1,18]
          %y = reshape(%y.image) {shape=[1,2,18]} : f32[1,2,18]
          return %y
        }
        """);
  }

  @Test
  void aConvolutionWithComputedWeights() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[1,4,9], %w: f32[6,4,3]) {
          %y = conv(%x, %w) {strides=[1], dilations=[2], pads=[0,0]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,9], %w: f32[6,4,3]) {
          %y.lifted = reshape(%x) {shape=[1,4,1,9]} : f32[1,4,1,9]
          %y.lifted2 = reshape(%w) {shape=[6,4,1,3]} : f32[6,4,1,3]
          %y.image = conv(%y.lifted, %y.lifted2) {dilations=[1,2]} : f32[1,6,1,5]
          %y = reshape(%y.image) {shape=[1,6,5]} : f32[1,6,5]
          return %y
        }
        """);
  }

  @Test
  void aMaxPool() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[2,4,9]) {
          %y = max_pool(%x) {kernel=[3], strides=[2], dilations=[1], pads=[0,1], ceil=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,4,9]) {
          %y.lifted = reshape(%x) {shape=[2,4,1,9]} : f32[2,4,1,9]
          %y.image = max_pool(%y.lifted) {kernel=[1,3], strides=[1,2], pads=[0,0,0,1], ceil=true} : f32[2,4,1,5]
          %y = reshape(%y.image) {shape=[2,4,5]} : f32[2,4,5]
          return %y
        }
        """);
  }

  @Test
  void anAveragePool() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[2,4,9]) {
          %y = average_pool(%x) {kernel=[3], strides=[2], dilations=[1], pads=[1,1], countIncludePad=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,4,9]) {
          %y.lifted = reshape(%x) {shape=[2,4,1,9]} : f32[2,4,1,9]
          %y.image = average_pool(%y.lifted) {kernel=[1,3], strides=[1,2], pads=[0,1,0,1], countIncludePad=true} : f32[2,4,1,5]
          %y = reshape(%y.image) {shape=[2,4,5]} : f32[2,4,5]
          return %y
        }
        """);
  }

  @Test
  void imagesStay() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[1,4,9,9]) {
          %y = max_pool(%x) {kernel=[3,3]}
          return %y
        }
        """)
        .refuses("%y is no sequence");
  }

  @Test
  void operatorsWithoutWindowsStay() {
    PassAssert.on(
            new LiftToImage(),
            """
        graph @g(%x: f32[1,4,9]) {
          %y = relu(%x)
          return %y
        }
        """)
        .refuses("relu has no windows");
  }
}
