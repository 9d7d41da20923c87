package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveEmptyConcatOperandsTest {
  @Test
  void anOperandWithoutElements() {
    PassAssert.on(
            new RemoveEmptyConcatOperands(),
            """
        graph @g(%x: f32[N,4], %e: f32[N,0]) {
          %y = concat(%x, %e, %x) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4], %e: f32[N,0]) {
          %y = concat(%x, %x) {axis=1} : f32[N,8]
          return %y
        }
        """);
  }

  @Test
  void ofOnlyEmptyOperandsOneStays() {
    PassAssert.on(
            new RemoveEmptyConcatOperands(),
            """
        graph @g(%e: f32[N,0]) {
          %y = concat(%e, %e) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%e: f32[N,0]) {
          %y = concat(%e) {axis=1} : f32[N,0]
          return %y
        }
        """);
  }

  @Test
  void anEmptyAxisThatIsNotJoinedCounts() {
    PassAssert.on(
            new RemoveEmptyConcatOperands(),
            """
        graph @g(%e: f32[0,2]) {
          %y = concat(%e, %e) {axis=1}
          return %y
        }
        """)
        .refuses("no operand of %y is empty");
  }
}
