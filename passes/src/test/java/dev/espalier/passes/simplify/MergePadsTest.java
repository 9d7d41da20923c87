package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergePadsTest {
  @Test
  void padsAddUp() {
    PassAssert.on(
            new MergePads(),
            """
        graph @g(%x: f32[N,4]) {
          %p = pad(%x) {pads=[0,1,0,2], value=0.5}
          %y = pad(%p) {pads=[1,0,0,3], value=0.5}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4]) {
          %y = pad(%x) {pads=[1,1,0,5], value=0.5} : f32[N+1,10]
          return %y
        }
        """);
  }

  @Test
  void differentConstantsStay() {
    PassAssert.on(
            new MergePads(),
            """
        graph @g(%x: f32[N,4]) {
          %p = pad(%x) {pads=[0,1,0,2], value=0.5}
          %y = pad(%p) {pads=[0,1,0,3]}
          return %y
        }
        """)
        .refuses("pad with different");
  }

  @Test
  void otherModesStay() {
    PassAssert.on(
            new MergePads(),
            """
        graph @g(%x: f32[N,4]) {
          %p = pad(%x) {pads=[0,1,0,2], mode=edge}
          %y = pad(%p) {pads=[0,1,0,3]}
          return %y
        }
        """)
        .refuses("pad with different");
  }

  @Test
  void cutsStay() {
    PassAssert.on(
            new MergePads(),
            """
        graph @g(%x: f32[N,4]) {
          %p = pad(%x) {pads=[0,-1,0,0]}
          %y = pad(%p) {pads=[0,1,0,0]}
          return %y
        }
        """)
        .refuses("pad with different");
  }
}
