package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SliceReshapeOperandTest {
  @Test
  void theOutermostFactorOfAnAxis() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[N,24,5]) {
              %r = reshape(%a) {shape=[N,3,2,4,5]}
              %p = slice(%r) {axes=[1], starts=[0], ends=[1], steps=[1]}
              %q = slice(%r) {axes=[1], starts=[1], ends=[3], steps=[1]}
              %y = add(%p, %q)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[N,24,5]) {
              %p.part = slice(%a) {axes=[1], starts=[0], ends=[8], steps=[1]} : f32[N,8,5]
              %p = reshape(%p.part) {shape=[N,1,2,4,5]} : f32[N,1,2,4,5]
              %q.part = slice(%a) {axes=[1], starts=[8], ends=[24], steps=[1]} : f32[N,16,5]
              %q = reshape(%q.part) {shape=[N,2,2,4,5]} : f32[N,2,2,4,5]
              %y = add(%p, %q) : f32[N,2,2,4,5]
              return %y
            }
            """);
  }

  @Test
  void theOutermostOfSeveralAxes() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[6,5]) {
              %r = reshape(%a) {shape=[3,10]}
              %y = slice(%r) {axes=[0], starts=[1], ends=[2], steps=[1]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[6,5]) {
              %y.part = slice(%a) {axes=[0], starts=[2], ends=[4], steps=[1]} : f32[2,5]
              %y = reshape(%y.part) {shape=[1,10]} : f32[1,10]
              return %y
            }
            """);
  }

  @Test
  void anInnerFactorStays() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[N,24]) {
              %r = reshape(%a) {shape=[N,3,8]}
              %y = slice(%r) {axes=[2], starts=[0], ends=[4], steps=[1]}
              return %y
            }
            """)
        .refuses("no outermost factor");
  }

  @Test
  void aMergedAxisStays() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[2,3,4]) {
              %r = reshape(%a) {shape=[2,12]}
              %y = slice(%r) {axes=[1], starts=[0], ends=[4], steps=[1]}
              return %y
            }
            """)
        .refuses("no outermost factor");
  }

  @Test
  void aSymbolicAxisStays() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[N,8]) {
              %r = reshape(%a) {shape=[N,2,4]}
              %y = slice(%r) {axes=[0], starts=[0], ends=[1], steps=[1]}
              return %y
            }
            """)
        .refuses("no outermost factor");
  }

  @Test
  void stepsStay() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[N,24]) {
              %r = reshape(%a) {shape=[N,4,6]}
              %y = slice(%r) {axes=[1], starts=[0], ends=[4], steps=[2]}
              return %y
            }
            """)
        .refuses("cut along one axis");
  }

  @Test
  void anotherReaderStays() {
    PassAssert.on(
            new SliceReshapeOperand(),
            """
            graph @g(%a: f32[N,24]) {
              %r = reshape(%a) {shape=[N,4,6]}
              %p = slice(%r) {axes=[1], starts=[0], ends=[1], steps=[1]}
              %y = add(%r, %p)
              return %y
            }
            """)
        .refuses("not only sliced along one axis");
  }
}
