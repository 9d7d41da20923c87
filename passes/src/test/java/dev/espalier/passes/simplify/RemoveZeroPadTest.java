package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveZeroPadTest {
  @Test
  void padsOfZero() {
    PassAssert.on(
            new RemoveZeroPad(),
            """
        graph @g(%x: f32[N,4]) {
          %p = pad(%x) {pads=[0,0,0,0], mode=reflect}
          %y = relu(%p)
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
  void aShiftStays() {
    PassAssert.on(
            new RemoveZeroPad(),
            """
        graph @g(%x: f32[N,4]) {
          %p = pad(%x) {pads=[0,1,0,-1]}
          %y = relu(%p)
          return %y
        }
        """)
        .refuses("padded by [0, 1, 0, -1]");
  }
}
