package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveConstantWhereTest {
  @Test
  void always() {
    PassAssert.on(
            new RemoveConstantWhere(),
            """
        graph @g(%x: f32[N,4], %z: f32[4]) {
          %w = where(bool[4]#[1, 1, 1, 1], %x, %z)
          %y = relu(%w)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4], %z: f32[4]) {
          %y = relu(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void never() {
    PassAssert.on(
            new RemoveConstantWhere(),
            """
        graph @g(%x: f32[N,4], %z: f32[4]) {
          %w = where(bool[]#[0], %z, %x)
          %y = relu(%w)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4], %z: f32[4]) {
          %y = relu(%x) : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void theOtherOperandMayGiveTheShape() {
    PassAssert.on(
            new RemoveConstantWhere(),
            """
        graph @g(%x: f32[N,4], %z: f32[4]) {
          %y = where(bool[]#[1], %z, %x)
          return %y
        }
        """)
        .refuses("%z is f32[4] but %y is f32[N,4]");
  }

  @Test
  void sometimes() {
    PassAssert.on(
            new RemoveConstantWhere(),
            """
        graph @g(%x: f32[N,2], %z: f32[2]) {
          %y = where(bool[2]#[1, 0], %x, %z)
          return %y
        }
        """)
        .refuses("not one constant");
  }
}
