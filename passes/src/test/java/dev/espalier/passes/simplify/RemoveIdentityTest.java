package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveIdentityTest {
  @Test
  void readersReadItsOperand() {
    PassAssert.on(
            new RemoveIdentity(),
            """
        graph @g(%x: f32[N,4]) {
          %i = identity(%x)
          %y = relu(%i)
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
  void anOutputTakesOverTheNode() {
    PassAssert.on(
            new RemoveIdentity(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %y = identity(%a)
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
  void staysBetweenAnInputAndAnOutput() {
    PassAssert.on(
            new RemoveIdentity(),
            """
        graph @g(%x: f32[N,4]) {
          %y = identity(%x)
          return %y
        }
        """)
        .refuses("%y is an output");
  }

  @Test
  void staysBetweenTwoOutputs() {
    PassAssert.on(
            new RemoveIdentity(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %y = identity(%a)
          return %a, %y
        }
        """)
        .refuses("between it and %a");
  }

  @Test
  void ofTwoOutputsOfOneValueOneStays() {
    PassAssert.on(
            new RemoveIdentity(),
            """
        graph @g(%x: f32[N,4]) {
          %a = relu(%x)
          %y = identity(%a)
          %z = identity(%a)
          return %y, %z
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = relu(%x) : f32[N,4]
          %z = identity(%y) : f32[N,4]
          return %y, %z
        }
        """);
  }
}
