package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceSplitBySliceTest {
  @Test
  void onePartIsRead() {
    PassAssert.on(
            new ReplaceSplitBySlice(),
            """
        graph @g(%x: f32[N,4]) {
          %a, %b, _ = split(%x) {axis=1, sizes=[1,2,1]}
          %y = relu(%b)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %a.part = slice(%x) {axes=[1], starts=[1], ends=[3], steps=[1]} : f32[N,2]
          %y = relu(%a.part) : f32[N,2]
          return %y
        }
        """);
  }

  @Test
  void anOutputKeepsItsName() {
    PassAssert.on(
            new ReplaceSplitBySlice(),
            """
        graph @g(%x: f32[N,4]) {
          %a, %y = split(%x) {axis=1, sizes=[1,3]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = slice(%x) {axes=[1], starts=[1], ends=[4], steps=[1]} : f32[N,3]
          return %y
        }
        """);
  }

  @Test
  void twoPartsAreRead() {
    PassAssert.on(
            new ReplaceSplitBySlice(),
            """
        graph @g(%x: f32[N,4]) {
          %a, %b = split(%x) {axis=1, sizes=[2,2]}
          %y = add(%a, %b)
          return %y
        }
        """)
        .refuses("2 parts of %x are read");
  }
}
