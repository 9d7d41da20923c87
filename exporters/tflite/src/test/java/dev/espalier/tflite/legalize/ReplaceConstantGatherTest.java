package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceConstantGatherTest {
  @Test
  void negativeIndicesCountFromTheEnd() {
    PassAssert.on(
            new ReplaceConstantGather(),
            """
        graph @g(%x: f32[2,5]) {
          %y = gather(%x, i64[2,2]#[0, -1, -5, 4]) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,5]) {
          %y.selected = index_select(%x) {axis=1, indices=[0,4,0,4]} : f32[2,4]
          %y = reshape(%y.selected) {shape=[2,2,2]} : f32[2,2,2]
          return %y
        }
        """);
  }

  @Test
  void oneIndexTakesTheAxis() {
    PassAssert.on(
            new ReplaceConstantGather(),
            """
        graph @g(%x: f32[2,5]) {
          %y = gather(%x, i64[]#[-2]) {axis=0}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,5]) {
          %y.selected = index_select(%x) {axis=0, indices=[0]} : f32[1,5]
          %y = reshape(%y.selected) {shape=[5]} : f32[5]
          return %y
        }
        """);
  }

  @Test
  void computedIndicesStay() {
    PassAssert.on(
            new ReplaceConstantGather(),
            """
        graph @g(%x: f32[2,5], %i: i64[2]) {
          %y = gather(%x, %i) {axis=1}
          return %y
        }
        """)
        .refuses("%i is computed");
  }
}
