package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SliceConcatOperandTest {
  @Test
  void withinTheSecond() {
    PassAssert.on(
            new SliceConcatOperand(),
            """
        graph @g(%a: f32[N,3,H], %b: f32[N,5,H]) {
          %c = concat(%a, %b) {axis=1}
          %y = slice(%c) {axes=[2,1], starts=[1,4], ends=[3,8], steps=[1,2]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[N,3,H], %b: f32[N,5,H]) {
          %y = slice(%b) {axes=[2,1], starts=[1,1], ends=[3,4], steps=[1,2]} : f32[N,2,2]
          return %y
        }
        """);
  }

  @Test
  void twoOperandsStay() {
    PassAssert.on(
            new SliceConcatOperand(),
            """
        graph @g(%a: f32[N,3,H], %b: f32[N,5,H]) {
          %c = concat(%a, %b) {axis=1}
          %y = slice(%c) {axes=[1], starts=[2], ends=[4], steps=[1]}
          return %y
        }
        """)
        .refuses("takes from several");
  }

  @Test
  void anotherAxisStays() {
    PassAssert.on(
            new SliceConcatOperand(),
            """
        graph @g(%a: f32[N,3,4], %b: f32[N,5,4]) {
          %c = concat(%a, %b) {axis=1}
          %y = slice(%c) {axes=[2], starts=[2], ends=[4], steps=[1]}
          return %y
        }
        """)
        .refuses("does not cut axis 1");
  }

  @Test
  void aSymbolicSizeStays() {
    PassAssert.on(
            new SliceConcatOperand(),
            """
        graph @g(%a: f32[N,3], %b: f32[H,3]) {
          %c = concat(%a, %b) {axis=0}
          %y = slice(%c) {axes=[0], starts=[0], ends=[1], steps=[1]}
          return %y
        }
        """)
        .refuses("does not cut axis 0");
  }
}
