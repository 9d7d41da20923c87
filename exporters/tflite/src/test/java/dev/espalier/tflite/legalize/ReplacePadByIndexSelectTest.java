package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplacePadByIndexSelectTest {
  @Test
  void repeatedEdges() {
    PassAssert.on(
            new ReplacePadByIndexSelect(),
            """
        graph @g(%x: f32[3,4]) {
          %p = pad(%x) {pads=[0,2,0,-1], mode=edge}
          %y = relu(%p)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[3,4]) {
          %p.padded = index_select(%x) {axis=1, indices=[0,0,0,1,2]} : f32[3,5]
          %y = relu(%p.padded) : f32[3,5]
          return %y
        }
        """);
  }

  @Test
  void mirroredAndCut() {
    PassAssert.on(
            new ReplacePadByIndexSelect(),
            """
        graph @g(%x: f32[3,4]) {
          %p = pad(%x) {pads=[2,-1,0,1], mode=reflect}
          %y = relu(%p)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[3,4]) {
          %p.padded = index_select(%x) {axis=0, indices=[2,1,0,1,2]} : f32[5,4]
          %p.padded2 = index_select(%p.padded) {axis=1, indices=[1,2,3,2]} : f32[5,4]
          %y = relu(%p.padded2) : f32[5,4]
          return %y
        }
        """);
  }

  @Test
  void mirroredMoreThanThereIs() {
    PassAssert.on(
            new ReplacePadByIndexSelect(),
            """
        graph @g(%x: f32[1,3]) {
          %p = pad(%x) {pads=[1,3,0,5], mode=reflect}
          %y = relu(%p)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,3]) {
          %p.padded = index_select(%x) {axis=0, indices=[0,0]} : f32[2,3]
          %p.padded2 = index_select(%p.padded) {axis=1, indices=[1,2,1,0,1,2,1,0,1,2,1]} : f32[2,11]
          %y = relu(%p.padded2) : f32[2,11]
          return %y
        }
        """);
  }

  @Test
  void constantPadsStay() {
    PassAssert.on(
            new ReplacePadByIndexSelect(),
            """
        graph @g(%x: f32[3]) {
          %y = pad(%x) {pads=[1,-1]}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }

  @Test
  void mirroredPadsStay() {
    PassAssert.on(
            new ReplacePadByIndexSelect(),
            """
        graph @g(%x: f32[3]) {
          %y = pad(%x) {pads=[2,2], mode=reflect}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }
}
