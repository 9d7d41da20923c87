package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveIdentityExpandTest {
  @Test
  void nothingIsRepeated() {
    PassAssert.on(
            new RemoveIdentityExpand(),
            """
        graph @g(%x: f32[N,4]) {
          %e = expand(%x) {shape=[1,4]}
          %y = relu(%e)
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
  void aNewAxisStays() {
    PassAssert.on(
            new RemoveIdentityExpand(),
            """
        graph @g(%x: f32[N,4]) {
          %y = expand(%x) {shape=[1,1,4]}
          return %y
        }
        """)
        .refuses("%y is f32[1,N,4]");
  }
}
