package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FillConstantsTest {
  @Test
  void weightsOfOneNumberAreConstants() {
    PassAssert.on(
            new FillConstants(),
            """
        graph @g(%x: f32[1,3,4,4]) {
          %w = expand(f32[1]#[0.5]) {shape=[2,3,1,1]}
          %y = conv(%x, %w)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3,4,4]) {
          %y = conv(%x, f32[2,3,1,1]) : f32[1,2,4,4]
          return %y
        }
        """);
  }

  @Test
  void whatVariesIsNotFilled() {
    PassAssert.on(
            new FillConstants(),
            """
        graph @g(%x: f32[1,3]) {
          %w = expand(%x) {shape=[2,3]}
          %y = relu(%w)
          return %y
        }
        """)
        .refuses("%x is no constant of one element");
  }

  @Test
  void anOutputKeepsItsNode() {
    PassAssert.on(
            new FillConstants(),
            """
        graph @g(%x: f32[1,3]) {
          %y = expand(f32[1]#[0.5]) {shape=[2,3]}
          return %y
        }
        """)
        .refuses("%y is an output");
  }

  @Test
  void whatNoFileHoldsIsNotFilled() {
    PassAssert.on(
            new FillConstants(),
            """
        graph @g(%x: f32[1,1]) {
          %w = expand(f32[1]#[0.5]) {shape=[65536,65536]}
          %y = mul(%x, %w)
          return %y
        }
        """)
        .refuses("4294967296 elements");
  }
}
