package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveSplitOfConcatTest {
  @Test
  void theSameParts() {
    PassAssert.on(
            new RemoveSplitOfConcat(),
            """
        graph @g(%a: f32[N,3], %b: f32[N,5]) {
          %c = concat(%a, %b) {axis=1}
          _, %q = split(%c) {axis=1, sizes=[3,5]}
          %y = relu(%q)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%a: f32[N,3], %b: f32[N,5]) {
          %y = relu(%b) : f32[N,5]
          return %y
        }
        """);
  }

  @Test
  void otherSizesStay() {
    PassAssert.on(
            new RemoveSplitOfConcat(),
            """
        graph @g(%a: f32[N,3], %b: f32[N,5]) {
          %c = concat(%a, %b) {axis=1}
          %y, %z = split(%c) {axis=1, sizes=[5,3]}
          return %y, %z
        }
        """)
        .refuses("joined from [3, 5]");
  }

  @Test
  void anotherAxisStays() {
    PassAssert.on(
            new RemoveSplitOfConcat(),
            """
        graph @g(%a: f32[2,4], %b: f32[2,4]) {
          %c = concat(%a, %b) {axis=0}
          %y, %z = split(%c) {axis=1, sizes=[2,2]}
          return %y, %z
        }
        """)
        .refuses("not a concatenation of axis 1");
  }
}
