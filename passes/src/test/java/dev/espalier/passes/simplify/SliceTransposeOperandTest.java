package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SliceTransposeOperandTest {
  @Test
  void everyIndexByItself() {
    PassAssert.on(
            new SliceTransposeOperand(),
            """
            graph @g(%a: f32[N,5,2,4]) {
              %t = transpose(%a) {permutation=[2,0,1,3]}
              %p = slice(%t) {axes=[0], starts=[0], ends=[1], steps=[1]}
              %q = slice(%t) {axes=[0], starts=[-1], ends=[2], steps=[1]}
              %y = add(%p, %q)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%a: f32[N,5,2,4]) {
              %p.taken = slice(%a) {axes=[2], starts=[0], ends=[1], steps=[1]} : f32[N,5,1,4]
              %p = transpose(%p.taken) {permutation=[2,0,1,3]} : f32[1,N,5,4]
              %q.taken = slice(%a) {axes=[2], starts=[-1], ends=[2], steps=[1]} : f32[N,5,1,4]
              %q = transpose(%q.taken) {permutation=[2,0,1,3]} : f32[1,N,5,4]
              %y = add(%p, %q) : f32[1,N,5,4]
              return %y
            }
            """);
  }

  @Test
  void severalIndicesStay() {
    PassAssert.on(
            new SliceTransposeOperand(),
            """
            graph @g(%a: f32[N,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %y = slice(%t) {axes=[0], starts=[0], ends=[2], steps=[1]}
              return %y
            }
            """)
        .refuses("not only read index by index");
  }

  @Test
  void anotherReaderStays() {
    PassAssert.on(
            new SliceTransposeOperand(),
            """
            graph @g(%a: f32[N,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %p = slice(%t) {axes=[0], starts=[0], ends=[1], steps=[1]}
              %y = add(%t, %p)
              return %y
            }
            """)
        .refuses("not only read index by index");
  }

  @Test
  void anOutputStays() {
    PassAssert.on(
            new SliceTransposeOperand(),
            """
            graph @g(%a: f32[N,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %y = slice(%t) {axes=[0], starts=[0], ends=[1], steps=[1]}
              return %t, %y
            }
            """)
        .refuses("not only read index by index");
  }

  @Test
  void twoAxesStay() {
    PassAssert.on(
            new SliceTransposeOperand(),
            """
            graph @g(%a: f32[4,5,3]) {
              %t = transpose(%a) {permutation=[2,0,1]}
              %y = slice(%t) {axes=[0,1], starts=[0,0], ends=[1,1], steps=[1,1]}
              return %y
            }
            """)
        .refuses("not only read index by index");
  }

  @Test
  void otherValuesStay() {
    PassAssert.on(
            new SliceTransposeOperand(),
            """
            graph @g(%a: f32[4,5,3]) {
              %y = slice(%a) {axes=[0], starts=[0], ends=[1], steps=[1]}
              return %y
            }
            """)
        .refuses("is not transposed");
  }
}
