package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class CutNegativePadsTest {
  @Test
  void aNegativePadIsASlice() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[2,5]) {
          %y = pad(%x) {pads=[0,-1,1,2], value=3.0}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,5]) {
          %y.cut = slice(%x) {axes=[0,1], starts=[0,1], ends=[2,5], steps=[1,1]} : f32[2,4]
          %y = pad(%y.cut) {pads=[0,0,1,2], value=3} : f32[3,6]
          return %y
        }
        """);
  }

  @Test
  void bothEndsAreCut() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[7]) {
          %y = pad(%x) {pads=[-2,-3]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[7]) {
          %y.cut = slice(%x) {axes=[0], starts=[2], ends=[4], steps=[1]} : f32[2]
          %y = pad(%y.cut) {pads=[0,0]} : f32[2]
          return %y
        }
        """);
  }

  @Test
  void cellsAreAddedBehindWhatIsCutOff() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[4]) {
          %y = pad(%x) {pads=[3,-2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[4]) {
          %y.cut = slice(%x) {axes=[0], starts=[0], ends=[2], steps=[1]} : f32[2]
          %y = pad(%y.cut) {pads=[3,0]} : f32[5]
          return %y
        }
        """);
  }

  @Test
  void positivePadsStay() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[5]) {
          %y = pad(%x) {pads=[1,0]}
          return %y
        }
        """)
        .refuses("no constant pad is negative");
  }

  @Test
  void repeatedEdgesStay() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[5]) {
          %y = pad(%x) {pads=[-1,1], mode=edge}
          return %y
        }
        """)
        .refuses("no constant pad is negative");
  }

  @Test
  void aPadThatCutsMoreThanThereIsTakesFromTheCellsBehind() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[2]) {
          %p = pad(%x) {pads=[-3,5], value=1.5}
          %y = relu(%p)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2]) {
          %y = relu(f32[4]) : f32[4]
          return %y
        }
        """);
  }

  @Test
  void aPadThatCutsFromThoseInFront() {
    PassAssert.on(
            new CutNegativePads(),
            """
        graph @g(%x: f32[3]) {
          %y = pad(%x) {pads=[2,-2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[3]) {
          %y.cut = slice(%x) {axes=[0], starts=[0], ends=[1], steps=[1]} : f32[1]
          %y = pad(%y.cut) {pads=[2,0]} : f32[3]
          return %y
        }
        """);
  }
}
