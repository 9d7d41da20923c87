package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceBackwardSliceTest {
  @Test
  void backwardsAndForwards() {
    PassAssert.on(
            new ReplaceBackwardSlice(),
            """
        graph @g(%x: f32[5,6]) {
          %s = slice(%x) {axes=[0,1], starts=[-1,1], ends=[-9,6], steps=[-2,2]}
          %y = relu(%s)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[5,6]) {
          %s.selected = index_select(%x) {axis=0, indices=[4,2,0]} : f32[3,6]
          %s.selected2 = index_select(%s.selected) {axis=1, indices=[1,3,5]} : f32[3,3]
          %y = relu(%s.selected2) : f32[3,3]
          return %y
        }
        """);
  }

  @Test
  void positiveStepsStay() {
    PassAssert.on(
            new ReplaceBackwardSlice(),
            """
        graph @g(%x: f32[5,6]) {
          %y = slice(%x) {axes=[1], starts=[1], ends=[6], steps=[2]}
          return %y
        }
        """)
        .refuses("all steps are positive");
  }
}
