package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeSlicesTest {
  @Test
  void differentAxes() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[1], starts=[1], ends=[5], steps=[1]}
          %y = slice(%s) {axes=[2], starts=[2], ends=[9], steps=[3]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,20,9,H]) {
          %y = slice(%x) {axes=[1,2], starts=[1,2], ends=[5,9], steps=[1,3]} : f32[N,4,3,H]
          return %y
        }
        """);
  }

  @Test
  void oneAxisTwice() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[1], starts=[1], ends=[-1], steps=[2]}
          %y = slice(%s) {axes=[1,2], starts=[-6,0], ends=[8,4], steps=[3,1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,20,9,H]) {
          %y = slice(%x) {axes=[1,2], starts=[7,0], ends=[14,4], steps=[6,1]} : f32[N,2,4,H]
          return %y
        }
        """);
  }

  @Test
  void marginsOfASymbolicAxis() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[3], starts=[1], ends=[-1], steps=[1]}
          %y = slice(%s) {axes=[3], starts=[2], ends=[9223372036854775807], steps=[1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,20,9,H]) {
          %y = slice(%x) {axes=[3], starts=[3], ends=[-1], steps=[1]} : f32[N,20,9,H-4]
          return %y
        }
        """);
  }

  @Test
  void aKnownPartOfASymbolicAxis() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[3], starts=[1], ends=[6], steps=[1]}
          %y = slice(%s) {axes=[3], starts=[-2], ends=[5], steps=[1]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,20,9,H]) {
          %y = slice(%x) {axes=[3], starts=[4], ends=[6], steps=[1]} : f32[N,20,9,2]
          return %y
        }
        """);
  }

  @Test
  void aReversedAxisStays() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[1], starts=[1], ends=[5], steps=[1]}
          %y = slice(%s) {axes=[1], starts=[3], ends=[0], steps=[-1]}
          return %y
        }
        """)
        .refuses("cut axis 1 in ways");
  }

  @Test
  void unknownPlacesStay() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[3], starts=[-5], ends=[-1], steps=[1]}
          %y = slice(%s) {axes=[3], starts=[1], ends=[3], steps=[1]}
          return %y
        }
        """)
        .refuses("cut axis 3 in ways");
  }

  @Test
  void stepsOfASymbolicAxisStay() {
    PassAssert.on(
            new MergeSlices(),
            """
        graph @g(%x: f32[N,20,9,H]) {
          %s = slice(%x) {axes=[3], starts=[0], ends=[9223372036854775807], steps=[2]}
          %y = slice(%s) {axes=[3], starts=[1], ends=[9223372036854775807], steps=[1]}
          return %y
        }
        """)
        .refuses("cut axis 3 in ways");
  }
}
