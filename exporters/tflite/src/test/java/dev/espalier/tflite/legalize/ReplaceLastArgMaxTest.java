package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceLastArgMaxTest {
  @Test
  void theFirstOneFromBehind() {
    PassAssert.on(
            new ReplaceLastArgMax(),
            """
        graph @g(%x: f32[2,3,4]) {
          %s = sign(%x)
          %y = arg_max(%s) {axis=1, selectLast=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3,4]) {
          %s = sign(%x) : f32[2,3,4]
          %y.flipped = index_select(%s) {axis=1, indices=[2,1,0]} : f32[2,3,4]
          %y.index = arg_max(%y.flipped) {axis=1} : i64[2,1,4]
          %y = sub(i64[]#[2], %y.index) : i64[2,1,4]
          return %y
        }
        """);
  }

  @Test
  void withoutTheAxis() {
    PassAssert.on(
            new ReplaceLastArgMax(),
            """
        graph @g(%x: f32[2,3,4]) {
          %s = sign(%x)
          %y = arg_max(%s) {axis=2, keepDims=false, selectLast=true}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,3,4]) {
          %s = sign(%x) : f32[2,3,4]
          %y.flipped = index_select(%s) {axis=2, indices=[3,2,1,0]} : f32[2,3,4]
          %y.index = arg_max(%y.flipped) {axis=2, keepDims=false} : i64[2,3]
          %y = sub(i64[]#[3], %y.index) : i64[2,3]
          return %y
        }
        """);
  }

  @Test
  void theFirstOneStays() {
    PassAssert.on(
            new ReplaceLastArgMax(),
            """
        graph @g(%x: f32[2,3,4]) {
          %y = arg_max(%x) {axis=1}
          return %y
        }
        """)
        .refuses("the first one is asked for");
  }
}
