package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceZeroProductTest {
  @Test
  void theOtherFactorDoesNotCount() {
    PassAssert.on(
            new ReplaceZeroProduct(),
            """
        graph @g(%x: f32[1,4,3]) {
          %y = mul(%x, f32[]#[0])
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,3]) {
          %y = expand(f32[]#[0]) {shape=[1,4,3]} : f32[1,4,3]
          return %y
        }
        """);
  }

  @Test
  void aSymbolicShapeComesFromTheOtherFactor() {
    PassAssert.on(
            new ReplaceZeroProduct(),
            """
        graph @g(%x: f32[N,4,3]) {
          %y = mul(%x, f32[]#[0])
          return %y
        }
        """)
        .refuses("symbolic");
  }

  @Test
  void anotherFactorStays() {
    PassAssert.on(
            new ReplaceZeroProduct(),
            """
        graph @g(%x: f32[1,4,3]) {
          %y = mul(%x, f32[]#[0.5])
          return %y
        }
        """)
        .refuses("no factor of %y is zero");
  }
}
