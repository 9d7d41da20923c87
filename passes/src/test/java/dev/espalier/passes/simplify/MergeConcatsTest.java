package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeConcatsTest {
  @Test
  void oneAxis() {
    PassAssert.on(
            new MergeConcats(),
            """
        graph @g(%a: f32[N,1], %b: f32[N,2], %d: f32[N,3]) {
          %c = concat(%a, %b) {axis=1}
          %y = concat(%d, %c, %a) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[N,1], %b: f32[N,2], %d: f32[N,3]) {
          %y = concat(%d, %a, %b, %a) {axis=1} : f32[N,7]
          return %y
        }
        """);
  }

  @Test
  void anotherAxisStays() {
    PassAssert.on(
            new MergeConcats(),
            """
        graph @g(%a: f32[2,2], %b: f32[2,2], %d: f32[4,3]) {
          %c = concat(%a, %b) {axis=0}
          %y = concat(%c, %d) {axis=1}
          return %y
        }
        """)
        .refuses("no operand of %y");
  }

  @Test
  void anotherReaderKeepsTheInnerOne() {
    PassAssert.on(
            new MergeConcats(),
            """
        graph @g(%a: f32[N,2]) {
          %c = concat(%a, %a) {axis=1}
          %y = concat(%c, %a) {axis=1}
          return %y, %c
        }
        """)
        .refuses("no operand of %y");
  }

  @Test
  void readTwiceStays() {
    PassAssert.on(
            new MergeConcats(),
            """
        graph @g(%a: f32[N,2]) {
          %c = concat(%a, %a) {axis=1}
          %y = concat(%c, %c) {axis=1}
          return %y
        }
        """)
        .refuses("no operand of %y");
  }
}
