package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceAveragePoolTest {
  @Test
  void paddingThatCounts() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1], countIncludePad=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y = conv(%x, f32[2,1,3,3]) {pads=[1,1,1,1], groups=2} : f32[1,2,6,6]
          return %y
        }
        """);
  }

  @Test
  void paddingThatDoesNotCountAndIsNotSame() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y.means = conv(%x, f32[2,1,3,3]) {strides=[2,2], pads=[1,1,0,0], groups=2} : f32[1,2,3,3]
          %y = mul(%y.means, f32[1,1,3,3]) : f32[1,2,3,3]
          return %y
        }
        """);
  }

  @Test
  void aLastWindowThatIsNotFilled() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y = average_pool(%x) {kernel=[3,3], strides=[2,2], pads=[1,1,1,1], ceil=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y.means = conv(%x, f32[2,1,3,3]) {strides=[2,2], pads=[1,1,2,2], groups=2} : f32[1,2,4,4]
          %y = mul(%y.means, f32[1,1,4,4]) : f32[1,2,4,4]
          return %y
        }
        """);
  }

  @Test
  void dilatedWindows() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,7,7]) {
          %y = average_pool(%x) {kernel=[2,2], dilations=[2,2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,7,7]) {
          %y = conv(%x, f32[2,1,2,2]) {dilations=[2,2], groups=2} : f32[1,2,5,5]
          return %y
        }
        """);
  }

  @Test
  void sameStays() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y = average_pool(%x) {kernel=[3,3], pads=[1,1,1,1]}
          return %y
        }
        """)
        .refuses("TFLite's pool does this");
  }

  @Test
  void validStays() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,6,6]) {
          %y = average_pool(%x) {kernel=[2,2], strides=[2,2], countIncludePad=true}
          return %y
        }
        """)
        .refuses("TFLite's pool does this");
  }

  @Test
  void sequencesStay() {
    PassAssert.on(
            new ReplaceAveragePool(),
            """
        graph @g(%x: f32[1,2,6]) {
          %y = average_pool(%x) {kernel=[3], strides=[1], dilations=[1], pads=[1,1], countIncludePad=true}
          return %y
        }
        """)
        .refuses("%x is no image");
  }
}
