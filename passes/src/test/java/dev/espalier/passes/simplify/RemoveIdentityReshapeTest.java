package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveIdentityReshapeTest {
  @Test
  void theShapeItHas() {
    PassAssert.on(
            new RemoveIdentityReshape(),
            """
        graph @g(%x: f32[N,4]) {
          %r = reshape(%x) {shape=[N,4]}
          %y = relu(%r)
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
  void anotherShapeStays() {
    PassAssert.on(
            new RemoveIdentityReshape(),
            """
        graph @g(%x: f32[N,4]) {
          %y = reshape(%x) {shape=[4,N]}
          return %y
        }
        """)
        .refuses("%y is f32[4,N]");
  }

  @Test
  void aDimThatMayBeEqualStays() {
    PassAssert.on(
            new RemoveIdentityReshape(),
            """
        graph @g(%x: f32[N,H]) {
          %y = reshape(%x) {shape=[N,8]}
          return %y
        }
        """)
        .refuses("%y is f32[N,8]");
  }
}
