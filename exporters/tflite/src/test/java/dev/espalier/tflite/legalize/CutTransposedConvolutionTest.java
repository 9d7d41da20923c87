package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class CutTransposedConvolutionTest {
  @Test
  void aBorderThatSameWouldCutElsewhereIsSliced() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,5]) {
          %y = conv_transpose(%x, f32[3,2,3,3]#rand(1), f32[2]#rand(2)) {strides=[2,2], pads=[1,1,1,1], outputPads=[1,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,5]) {
          %y.whole = conv_transpose(%x, f32[3,2,3,3], f32[2]) {strides=[2,2]} : f32[1,2,9,11]
          %y = slice(%y.whole) {axes=[2,3], starts=[1,1], ends=[9,11], steps=[1,1]} : f32[1,2,8,10]
          return %y
        }
        """);
  }

  @Test
  void aBorderOfADenseKernelIsSliced() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,5,5]#rand(1)) {strides=[2,2], pads=[2,2,1,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y.whole = conv_transpose(%x, f32[3,2,5,5]) {strides=[2,2]} : f32[1,2,11,11]
          %y = slice(%y.whole) {axes=[2,3], starts=[2,2], ends=[10,10], steps=[1,1]} : f32[1,2,8,8]
          return %y
        }
        """);
  }

  @Test
  void cellsThatNoWindowReachesAreAddedBeforeTheBias() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,2,2]#rand(1), f32[2]#rand(2)) {strides=[3,3], outputPads=[1,2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y.whole = conv_transpose(%x, f32[3,2,2,2]) {strides=[3,3]} : f32[1,2,11,11]
          %y.cut = slice(%y.whole) {axes=[2,3], starts=[0,0], ends=[11,11], steps=[1,1]} : f32[1,2,11,11]
          %y.padded = pad(%y.cut) {pads=[0,0,0,0,0,0,1,2]} : f32[1,2,12,13]
          %y = add(%y.padded, f32[2,1,1]) : f32[1,2,12,13]
          return %y
        }
        """);
  }

  @Test
  void cellsThatNoWindowReachesAreZerosWithoutABias() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,2,2]#rand(1)) {strides=[3,3], outputPads=[0,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y.whole = conv_transpose(%x, f32[3,2,2,2]) {strides=[3,3]} : f32[1,2,11,11]
          %y.cut = slice(%y.whole) {axes=[2,3], starts=[0,0], ends=[11,11], steps=[1,1]} : f32[1,2,11,11]
          %y = pad(%y.cut) {pads=[0,0,0,0,0,0,0,1]} : f32[1,2,11,12]
          return %y
        }
        """);
  }

  @Test
  void negativePadsAddCells() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,3,3]#rand(1), f32[2]#rand(2)) {strides=[2,2], pads=[-1,0,1,-2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y.whole = conv_transpose(%x, f32[3,2,3,3]) {strides=[2,2]} : f32[1,2,9,9]
          %y.cut = slice(%y.whole) {axes=[2,3], starts=[0,0], ends=[8,9], steps=[1,1]} : f32[1,2,8,9]
          %y.padded = pad(%y.cut) {pads=[0,0,1,0,0,0,0,2]} : f32[1,2,9,11]
          %y = add(%y.padded, f32[2,1,1]) : f32[1,2,9,11]
          return %y
        }
        """);
  }

  @Test
  void aComputedBiasIsReshaped() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4], %b: f32[2]) {
          %y = conv_transpose(%x, f32[3,2,2,2]#rand(1), %b) {strides=[3,3], outputPads=[1,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4], %b: f32[2]) {
          %y.whole = conv_transpose(%x, f32[3,2,2,2]) {strides=[3,3]} : f32[1,2,11,11]
          %y.cut = slice(%y.whole) {axes=[2,3], starts=[0,0], ends=[11,11], steps=[1,1]} : f32[1,2,11,11]
          %y.bias = reshape(%b) {shape=[2,1,1]} : f32[2,1,1]
          %y.padded = pad(%y.cut) {pads=[0,0,0,0,0,0,1,1]} : f32[1,2,12,12]
          %y = add(%y.padded, %y.bias) : f32[1,2,12,12]
          return %y
        }
        """);
  }

  @Test
  void sameStays() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,4,4]#rand(1)) {strides=[2,2], pads=[1,1,1,1]}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }

  @Test
  void validStays() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv_transpose(%x, f32[3,2,3,3]#rand(1)) {strides=[2,2]}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }

  @Test
  void sameOfAnOddSizeIsAnotherOnGpus() {
    PassAssert.on(
            new CutTransposedConvolution(true),
            """
        graph @g(%x: f32[1,3,5,5]) {
          %y = conv_transpose(%x, f32[3,2,3,3]#rand(1)) {strides=[2,2], pads=[0,0,1,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,5,5]) {
          %y.whole = conv_transpose(%x, f32[3,2,3,3]) {strides=[2,2]} : f32[1,2,11,11]
          %y = slice(%y.whole) {axes=[2,3], starts=[0,0], ends=[10,10], steps=[1,1]} : f32[1,2,10,10]
          return %y
        }
        """);
  }

  @Test
  void sameOfAnOddSizeStaysOnTheCpu() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,3,5,5]) {
          %y = conv_transpose(%x, f32[3,2,3,3]#rand(1)) {strides=[2,2], pads=[0,0,1,1]}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }

  @Test
  void groupsStay() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,4,4,4]) {
          %y = conv_transpose(%x, f32[4,2,3,3]#rand(1)) {strides=[2,2], pads=[1,1,1,1], groups=2}
          return %y
        }
        """)
        .refuses("groups and dilations come first");
  }

  @Test
  void dilationsStay() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,4,4,4]) {
          %y = conv_transpose(%x, f32[4,2,3,3]#rand(1)) {pads=[1,1,1,1], dilations=[2,2]}
          return %y
        }
        """)
        .refuses("groups and dilations come first");
  }

  @Test
  void sequencesStay() {
    PassAssert.on(
            new CutTransposedConvolution(false),
            """
        graph @g(%x: f32[1,4,4]) {
          %y = conv_transpose(%x, f32[4,2,3]#rand(1)) {strides=[2], pads=[1,1], dilations=[1], outputPads=[1]}
          return %y
        }
        """)
        .refuses("groups and dilations come first");
  }
}
