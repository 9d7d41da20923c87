package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveUnitTileTest {
  @Test
  void everythingOnce() {
    PassAssert.on(
            new RemoveUnitTile(),
            """
        graph @g(%x: f32[N,4]) {
          %t = tile(%x) {repeats=[1,1]}
          %y = relu(%t)
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
  void anAxisTwiceStays() {
    PassAssert.on(
            new RemoveUnitTile(),
            """
        graph @g(%x: f32[N,4]) {
          %y = tile(%x) {repeats=[1,2]}
          return %y
        }
        """)
        .refuses("repeated [1, 2] times");
  }
}
