package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceIndexSelectBySliceTest {
  @Test
  void aRange() {
    PassAssert.on(
            new ReplaceIndexSelectBySlice(),
            """
        graph @g(%x: f32[N,8]) {
          %y = index_select(%x) {axis=1, indices=[2,3,4]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,8]) {
          %y = slice(%x) {axes=[1], starts=[2], ends=[5], steps=[1]} : f32[N,3]
          return %y
        }
        """);
  }

  @Test
  void otherIndicesStay() {
    PassAssert.on(
            new ReplaceIndexSelectBySlice(),
            """
        graph @g(%x: f32[N,8]) {
          %y = index_select(%x) {axis=1, indices=[2,4,3]}
          return %y
        }
        """)
        .refuses("not a range");
  }

  @Test
  void noIndexStays() {
    PassAssert.on(
            new ReplaceIndexSelectBySlice(),
            """
        graph @g(%x: f32[N,8]) {
          %y = index_select(%x) {axis=1, indices=[]}
          return %y
        }
        """)
        .refuses("%y takes no index");
  }
}
