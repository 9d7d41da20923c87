package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceColumnFirstDepthToSpaceTest {
  @Test
  void channelsArePutInOrder() {
    PassAssert.on(
            new ReplaceColumnFirstDepthToSpace(),
            """
        graph @g(%x: f32[1,8,2,3]) {
          %y = depth_to_space(%x) {block=2, columnFirst=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,8,2,3]) {
          %y.sorted = index_select(%x) {axis=1, indices=[0,4,1,5,2,6,3,7]} : f32[1,8,2,3]
          %y = depth_to_space(%y.sorted) {block=2} : f32[1,2,4,6]
          return %y
        }
        """);
  }

  @Test
  void channelsInOrderStay() {
    PassAssert.on(
            new ReplaceColumnFirstDepthToSpace(),
            """
        graph @g(%x: f32[1,8,2,3]) {
          %y = depth_to_space(%x) {block=2}
          return %y
        }
        """)
        .refuses("the channels are in order");
  }
}
