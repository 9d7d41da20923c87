package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FoldShapeTest {
  @Test
  void knownDims() {
    PassAssert.on(
            new FoldShape(),
            """
        graph @g(%x: f32[N,4,3], %z: i64[2]) {
          %s = shape(%x) {start=1}
          %y = add(%s, %z)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3], %z: i64[2]) {
          %y = add(i64[2]#[4, 3], %z) : i64[2]
          return %y
        }
        """);
  }

  @Test
  void aSymbolicDimStays() {
    PassAssert.on(
            new FoldShape(),
            """
        graph @g(%x: f32[N,4,3]) {
          %y = shape(%x)
          return %y
        }
        """)
        .refuses("%x is f32[N,4,3]");
  }
}
