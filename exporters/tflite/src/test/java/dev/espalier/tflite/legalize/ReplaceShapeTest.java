package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceShapeTest {
  @Test
  void allSizes() {
    PassAssert.on(
            new ReplaceShape(),
            """
            graph @g(%x: f32[2,3,4]) {
              %s = shape(%x)
              %y = neg(%s)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4]) {
              %y = neg(i64[3]#[2, 3, 4]) : i64[3]
              return %y
            }
            """);
  }

  @Test
  void someSizes() {
    PassAssert.on(
            new ReplaceShape(),
            """
            graph @g(%x: f32[2,3,4]) {
              %s = shape(%x) {start=-2, end=2}
              %y = neg(%s)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4]) {
              %y = neg(i64[1]#[3]) : i64[1]
              return %y
            }
            """);
  }

  @Test
  void aReshapeStays() {
    PassAssert.on(
            new ReplaceShape(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = reshape(%x) {shape=[1,144]}
              return %y
            }
            """)
        .changesNothing();
  }
}
