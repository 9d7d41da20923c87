package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SelectPartsTest {
  @Test
  void eachPartBySelf() {
    PassAssert.on(
            new SelectParts(),
            """
            graph @g(%a: f32[N,5,3]) {
              %s = index_select(%a) {axis=1, indices=[0,4,2,1,3]}
              %p, %q = split(%s) {axis=1, sizes=[2,3]}
              %r = relu(%p)
              %t = relu(%q)
              return %r, %t
            }
            """)
        .gives(
            """
            graph @g(%a: f32[N,5,3]) {
              %p.part = index_select(%a) {axis=1, indices=[0,4]} : f32[N,2,3]
              %p.part2 = index_select(%a) {axis=1, indices=[2,1,3]} : f32[N,3,3]
              %r = relu(%p.part) : f32[N,2,3]
              %t = relu(%p.part2) : f32[N,3,3]
              return %r, %t
            }
            """);
  }

  @Test
  void partsAlongAnotherAxisStay() {
    PassAssert.on(
            new SelectParts(),
            """
            graph @g(%a: f32[4,5]) {
              %s = index_select(%a) {axis=1, indices=[0,4,2]}
              %p, %q = split(%s) {axis=0, sizes=[2,2]}
              return %p, %q
            }
            """)
        .refuses("another axis");
  }

  @Test
  void aSelectionReadTwiceStays() {
    PassAssert.on(
            new SelectParts(),
            """
            graph @g(%a: f32[4,5]) {
              %s = index_select(%a) {axis=1, indices=[0,4,2]}
              %p, %q = split(%s) {axis=1, sizes=[2,1]}
              return %p, %q, %s
            }
            """)
        .refuses("read once");
  }

  @Test
  void otherSplitsStay() {
    PassAssert.on(
            new SelectParts(),
            """
            graph @g(%a: f32[4,5]) {
              %p, %q = split(%a) {axis=1, sizes=[2,3]}
              return %p, %q
            }
            """)
        .refuses("not a selection");
  }
}
