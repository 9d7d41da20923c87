package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposePReluTest {
  @Test
  void computedSlopes() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[2,3,4], %s: f32[3,1]) {
          %y = prelu(%x, %s)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3,4], %s: f32[3,1]) {
          %y.below = min(%x, f32[]#[0]) : f32[2,3,4]
          %y.scaled = mul(%y.below, %s) : f32[2,3,4]
          %y.relu = relu(%x) : f32[2,3,4]
          %y = add(%y.relu, %y.scaled) : f32[2,3,4]
          return %y
        }
        """);
  }

  @Test
  void slopesThatDifferFromSampleToSample() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[2,3,4]) {
          %y = prelu(%x, f32[2,1,1]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3,4]) {
          %y.below = min(%x, f32[]#[0]) : f32[2,3,4]
          %y.scaled = mul(%y.below, f32[2,1,1]) : f32[2,3,4]
          %y.relu = relu(%x) : f32[2,3,4]
          %y = add(%y.relu, %y.scaled) : f32[2,3,4]
          return %y
        }
        """);
  }

  @Test
  void fiveAxes() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[1,2,3,4,5]) {
          %y = prelu(%x, f32[2,1,1,1]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,3,4,5]) {
          %y.below = min(%x, f32[]#[0]) : f32[1,2,3,4,5]
          %y.scaled = mul(%y.below, f32[2,1,1,1]) : f32[1,2,3,4,5]
          %y.relu = relu(%x) : f32[1,2,3,4,5]
          %y = add(%y.relu, %y.scaled) : f32[1,2,3,4,5]
          return %y
        }
        """);
  }

  @Test
  void slopesOfAVector() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[3]) {
          %y = prelu(%x, f32[3]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[3]) {
          %y.below = min(%x, f32[]#[0]) : f32[3]
          %y.scaled = mul(%y.below, f32[3]) : f32[3]
          %y.relu = relu(%x) : f32[3]
          %y = add(%y.relu, %y.scaled) : f32[3]
          return %y
        }
        """);
  }

  @Test
  void slopesWithMoreAxes() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[4]) {
          %y = prelu(%x, f32[1,3,1]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[4]) {
          %y.below = min(%x, f32[]#[0]) : f32[4]
          %y.scaled = mul(%y.below, f32[1,3,1]) : f32[1,3,4]
          %y.relu = relu(%x) : f32[4]
          %y = add(%y.relu, %y.scaled) : f32[1,3,4]
          return %y
        }
        """);
  }

  @Test
  void slopesWithAnAxisThatXLacks() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[2,1,4]) {
          %y = prelu(%x, f32[3,1]#rand(1))
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,1,4]) {
          %y.below = min(%x, f32[]#[0]) : f32[2,1,4]
          %y.scaled = mul(%y.below, f32[3,1]) : f32[2,3,4]
          %y.relu = relu(%x) : f32[2,1,4]
          %y = add(%y.relu, %y.scaled) : f32[2,3,4]
          return %y
        }
        """);
  }

  @Test
  void constantSlopesStay() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[2,3,4]) {
          %y = prelu(%x, f32[1,3,1]#rand(1))
          return %y
        }
        """)
        .refuses("is constant");
  }

  @Test
  void oneConstantSlopeStays() {
    PassAssert.on(
            new DecomposePRelu(),
            """
        graph @g(%x: f32[2,3,4]) {
          %y = prelu(%x, %s=f32[]#[0.25])
          return %y
        }
        """)
        .refuses("%s is constant");
  }
}
