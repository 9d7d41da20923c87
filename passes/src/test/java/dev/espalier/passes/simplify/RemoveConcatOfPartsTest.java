package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveConcatOfPartsTest {
  @Test
  void partsOfASplit() {
    PassAssert.on(
            new RemoveConcatOfParts(),
            """
        graph @g(%x: f32[N,8]) {
          %a, %b = split(%x) {axis=1, sizes=[3,5]}
          %c = concat(%a, %b) {axis=1}
          %y = relu(%c)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,8]) {
          %y = relu(%x) : f32[N,8]
          return %y
        }
        """);
  }

  @Test
  void partsMadeBySlices() {
    PassAssert.on(
            new RemoveConcatOfParts(),
            """
        graph @g(%x: f32[N,8]) {
          %a = slice(%x) {axes=[1], starts=[0], ends=[-5], steps=[1]}
          %b = slice(%x) {axes=[1], starts=[3], ends=[99], steps=[1]}
          %c = concat(%a, %b) {axis=1}
          %y = relu(%c)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,8]) {
          %y = relu(%x) : f32[N,8]
          return %y
        }
        """);
  }

  @Test
  void anotherOrderStays() {
    PassAssert.on(
            new RemoveConcatOfParts(),
            """
        graph @g(%x: f32[N,8]) {
          %a, %b = split(%x) {axis=1, sizes=[4,4]}
          %y = concat(%b, %a) {axis=1}
          return %y
        }
        """)
        .refuses("%b is not the next part");
  }

  @Test
  void aMissingPartStays() {
    PassAssert.on(
            new RemoveConcatOfParts(),
            """
        graph @g(%x: f32[N,8]) {
          %a, %b, _ = split(%x) {axis=1, sizes=[3,3,2]}
          %y = concat(%a, %b) {axis=1}
          return %y
        }
        """)
        .refuses("%x is f32[N,8] but %y is f32[N,6]");
  }

  @Test
  void anotherAxisStays() {
    PassAssert.on(
            new RemoveConcatOfParts(),
            """
        graph @g(%x: f32[4,4]) {
          %a, %b = split(%x) {axis=1, sizes=[2,2]}
          %y = concat(%a, %b) {axis=0}
          return %y
        }
        """)
        .refuses("%a is not the next part");
  }

  @Test
  void partsOfTwoValuesStay() {
    PassAssert.on(
            new RemoveConcatOfParts(),
            """
        graph @g(%x: f32[N,4], %z: f32[N,4]) {
          %a, _ = split(%x) {axis=1, sizes=[2,2]}
          _, %b = split(%z) {axis=1, sizes=[2,2]}
          %y = concat(%a, %b) {axis=1}
          return %y
        }
        """)
        .refuses("%b is not the next part of %x");
  }
}
