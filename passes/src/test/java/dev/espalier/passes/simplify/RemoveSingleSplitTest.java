package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveSingleSplitTest {
  @Test
  void onePart() {
    PassAssert.on(
            new RemoveSingleSplit(),
            """
        graph @g(%x: f32[N,4]) {
          %s = split(%x) {axis=1, sizes=[4]}
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
  void twoPartsStay() {
    PassAssert.on(
            new RemoveSingleSplit(),
            """
        graph @g(%x: f32[N,4]) {
          %a, %b = split(%x) {axis=1, sizes=[2,2]}
          %y = add(%a, %b)
          return %y
        }
        """)
        .refuses("2 parts");
  }
}
