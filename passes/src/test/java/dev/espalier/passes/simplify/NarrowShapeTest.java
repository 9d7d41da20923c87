package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class NarrowShapeTest {
  @Test
  void onlyTheDimsThatAreRead() {
    PassAssert.on(
            new NarrowShape(),
            """
        graph @g(%x: f32[N,4,3,H]) {
          %s = shape(%x) {start=-3}
          %y = slice(%s) {axes=[0], starts=[1], ends=[3], steps=[1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,3,H]) {
          %y = shape(%x) {start=2, end=4} : i64[2]
          return %y
        }
        """);
  }

  @Test
  void aStepStays() {
    PassAssert.on(
            new NarrowShape(),
            """
        graph @g(%x: f32[N,4,3,H]) {
          %s = shape(%x)
          %y = slice(%s) {axes=[0], starts=[0], ends=[3], steps=[2]}
          return %y
        }
        """)
        .refuses("not a shape cut once");
  }

  @Test
  void nothingOfAShapeStays() {
    PassAssert.on(
            new NarrowShape(),
            """
        graph @g(%x: f32[N,4,3,H]) {
          %s = shape(%x)
          %y = slice(%s) {axes=[0], starts=[2], ends=[2], steps=[1]}
          return %y
        }
        """)
        .refuses("%y takes no dim");
  }
}
