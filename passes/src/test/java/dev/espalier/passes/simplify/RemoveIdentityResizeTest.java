package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveIdentityResizeTest {
  @Test
  void theSizeItHas() {
    PassAssert.on(
            new RemoveIdentityResize(),
            """
        graph @g(%x: f32[1,2,H,W]) {
          %r = resize(%x) {axes=[2,3], sizes=[H,W], mode=cubic}
          %y = relu(%r)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,H,W]) {
          %y = relu(%x) : f32[1,2,H,W]
          return %y
        }
        """);
  }

  @Test
  void scalesOfOne() {
    PassAssert.on(
            new RemoveIdentityResize(),
            """
        graph @g(%x: f32[1,2,5,5]) {
          %r = resize(%x) {axes=[2,3], scales=[1.0,1.0], mode=linear, coordinates=align_corners}
          %y = relu(%r)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,2,5,5]) {
          %y = relu(%x) : f32[1,2,5,5]
          return %y
        }
        """);
  }

  @Test
  void anotherScaleStaysThoughTheSizeIsEqual() {
    PassAssert.on(
            new RemoveIdentityResize(),
            """
        graph @g(%x: f32[1,2,5,5]) {
          %y = resize(%x) {axes=[3], scales=[1.1], mode=linear}
          return %y
        }
        """)
        .refuses("scaled by [1.1]");
  }

  @Test
  void readingBetweenElementsStays() {
    PassAssert.on(
            new RemoveIdentityResize(),
            """
        graph @g(%x: f32[1,2,5,5]) {
          %y = resize(%x) {axes=[3], scales=[1.0], coordinates=tf_half_pixel_for_nn}
          return %y
        }
        """)
        .refuses("between elements");
  }

  @Test
  void anotherSizeStays() {
    PassAssert.on(
            new RemoveIdentityResize(),
            """
        graph @g(%x: f32[1,2,H,W]) {
          %y = resize(%x) {axes=[2,3], sizes=[W,W]}
          return %y
        }
        """)
        .refuses("%y is f32[1,2,W,W]");
  }
}
