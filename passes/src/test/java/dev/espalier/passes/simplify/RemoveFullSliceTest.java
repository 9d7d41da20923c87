package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveFullSliceTest {
  @Test
  void theWholeAxis() {
    PassAssert.on(
            new RemoveFullSlice(),
            """
        graph @g(%x: f32[N,4]) {
          %s = slice(%x) {axes=[1], starts=[0], ends=[9], steps=[1]}
          %y = relu(%s)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = relu(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void theWholeOfASymbolicAxis() {
    PassAssert.on(
            new RemoveFullSlice(),
            """
        graph @g(%x: f32[N,4]) {
          %s = slice(%x) {axes=[0], starts=[0], ends=[9223372036854775807], steps=[1]}
          %y = relu(%s)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = relu(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void aReversedAxisStays() {
    PassAssert.on(
            new RemoveFullSlice(),
            """
        graph @g(%x: f32[N,4]) {
          %y = slice(%x) {axes=[1], starts=[-1], ends=[-9], steps=[-1]}
          return %y
        }
        """)
        .refuses("reverses");
  }

  @Test
  void aPartStays() {
    PassAssert.on(
            new RemoveFullSlice(),
            """
        graph @g(%x: f32[N,4]) {
          %y = slice(%x) {axes=[1], starts=[1], ends=[4], steps=[1]}
          return %y
        }
        """)
        .refuses("%y is f32[N,3]");
  }
}
