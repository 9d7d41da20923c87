package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceNearestResizeTest {
  @Test
  void aRoundingThatTfliteDoesNotHave() {
    PassAssert.on(
            new ReplaceNearestResize(),
            """
        graph @g(%x: f32[1,2,4,6]) {
          %r = resize(%x) {axes=[2,3], sizes=[8,12], mode=nearest, coordinates=asymmetric, nearest=ceil}
          %y = relu(%r)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,4,6]) {
          %r.selected = index_select(%x) {axis=2, indices=[0,1,1,2,2,3,3,3]} : f32[1,2,8,6]
          %r.selected2 = index_select(%r.selected) {axis=3, indices=[0,1,1,2,2,3,3,4,4,5,5,5]} : f32[1,2,8,12]
          %y = relu(%r.selected2) : f32[1,2,8,12]
          return %y
        }
        """);
  }

  @Test
  void otherAxes() {
    PassAssert.on(
            new ReplaceNearestResize(),
            """
        graph @g(%x: f32[1,2,4]) {
          %r = resize(%x) {axes=[2], sizes=[8], mode=nearest}
          %y = relu(%r)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,4]) {
          %r.selected = index_select(%x) {axis=2, indices=[0,0,1,1,2,2,3,3]} : f32[1,2,8]
          %y = relu(%r.selected) : f32[1,2,8]
          return %y
        }
        """);
  }

  @Test
  void channels() {
    PassAssert.on(
            new ReplaceNearestResize(),
            """
        graph @g(%x: f32[1,2,4,4]) {
          %r = resize(%x) {axes=[1,2], sizes=[4,8], mode=nearest}
          %y = relu(%r)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,4,4]) {
          %r.selected = index_select(%x) {axis=1, indices=[0,0,1,1]} : f32[1,4,4,4]
          %r.selected2 = index_select(%r.selected) {axis=2, indices=[0,0,1,1,2,2,3,3]} : f32[1,4,8,4]
          %y = relu(%r.selected2) : f32[1,4,8,4]
          return %y
        }
        """);
  }

  @Test
  void integers() {
    PassAssert.on(
            new ReplaceNearestResize(),
            """
        graph @g(%x: i32[1,2,2,2]) {
          %r = resize(%x) {axes=[2,3], sizes=[4,4], mode=nearest}
          %y = neg(%r)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: i32[1,2,2,2]) {
          %r.selected = index_select(%x) {axis=2, indices=[0,0,1,1]} : i32[1,2,4,2]
          %r.selected2 = index_select(%r.selected) {axis=3, indices=[0,0,1,1]} : i32[1,2,4,4]
          %y = neg(%r.selected2) : i32[1,2,4,4]
          return %y
        }
        """);
  }

  @Test
  void integerUpscalingStays() {
    PassAssert.on(
            new ReplaceNearestResize(),
            """
        graph @g(%x: f32[1,2,4,6]) {
          %y = resize(%x) {axes=[2,3], sizes=[8,12], mode=nearest}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }

  @Test
  void interpolationStays() {
    PassAssert.on(
            new ReplaceNearestResize(),
            """
        graph @g(%x: f32[1,2,4,6]) {
          %y = resize(%x) {axes=[2,3], sizes=[5,5], mode=linear}
          return %y
        }
        """)
        .refuses("TFLite's operator does this");
  }
}
