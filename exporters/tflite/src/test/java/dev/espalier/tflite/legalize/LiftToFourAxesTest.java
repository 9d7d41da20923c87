package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class LiftToFourAxesTest {
  @Test
  void aPad() {
    PassAssert.on(
            new LiftToFourAxes(),
            """
        graph @g(%x: f32[8,9]) {
          %y = pad(%x) {pads=[0,1,0,2], value=0.5}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[8,9]) {
          %y.wide = reshape(%x) {shape=[1,1,8,9]} : f32[1,1,8,9]
          %y.result = pad(%y.wide) {pads=[0,0,0,1,0,0,0,2], value=0.5} : f32[1,1,8,12]
          %y = reshape(%y.result) {shape=[8,12]} : f32[8,12]
          return %y
        }
        """);
  }

  @Test
  void aMirroredPad() {
    PassAssert.on(
            new LiftToFourAxes(),
            """
        graph @g(%x: f32[2,8,9]) {
          %y = pad(%x) {pads=[0,0,1,0,0,2], mode=reflect}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,8,9]) {
          %y.wide = reshape(%x) {shape=[1,2,8,9]} : f32[1,2,8,9]
          %y.result = pad(%y.wide) {pads=[0,0,0,1,0,0,0,2], mode=reflect} : f32[1,2,8,12]
          %y = reshape(%y.result) {shape=[2,8,12]} : f32[2,8,12]
          return %y
        }
        """);
  }

  @Test
  void aSlice() {
    PassAssert.on(
            new LiftToFourAxes(),
            """
        graph @g(%x: f32[8,9]) {
          %y = slice(%x) {axes=[1], starts=[2], ends=[7], steps=[2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[8,9]) {
          %y.wide = reshape(%x) {shape=[1,1,8,9]} : f32[1,1,8,9]
          %y.result = slice(%y.wide) {axes=[3], starts=[2], ends=[7], steps=[2]} : f32[1,1,8,3]
          %y = reshape(%y.result) {shape=[8,3]} : f32[8,3]
          return %y
        }
        """);
  }

  @Test
  void aPadOfFourAxesStays() {
    PassAssert.on(
            new LiftToFourAxes(),
            """
        graph @g(%x: f32[1,2,8,9]) {
          %y = pad(%x) {pads=[0,0,1,0,0,0,0,0]}
          return %y
        }
        """)
        .refuses("pad is wide enough");
  }

  @Test
  void aSliceOfThreeAxesStays() {
    PassAssert.on(
            new LiftToFourAxes(),
            """
        graph @g(%x: f32[2,8,9]) {
          %y = slice(%x) {axes=[1], starts=[2], ends=[7], steps=[1]}
          return %y
        }
        """)
        .refuses("slice is wide enough");
  }

  @Test
  void otherOperatorsStay() {
    PassAssert.on(
            new LiftToFourAxes(),
            """
        graph @g(%x: f32[9]) {
          %y = relu(%x)
          return %y
        }
        """)
        .refuses("relu is wide enough");
  }
}
