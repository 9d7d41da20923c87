package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class RemoveInverseBlocksTest {
  @Test
  void thereAndBack() {
    PassAssert.on(
            new RemoveInverseBlocks(),
            """
        graph @g(%x: f32[N,3,8,4]) {
          %s = space_to_depth(%x) {block=2}
          %d = depth_to_space(%s) {block=2}
          %y = relu(%d)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,3,8,4]) {
          %y = relu(%x) : f32[N,3,8,4]
          return %y
        }
        """);
  }

  @Test
  void anotherOrderOfChannelsStays() {
    PassAssert.on(
            new RemoveInverseBlocks(),
            """
        graph @g(%x: f32[N,3,8,4]) {
          %s = space_to_depth(%x) {block=2}
          %y = depth_to_space(%s) {block=2, columnFirst=true}
          return %y
        }
        """)
        .refuses("not the inverse");
  }

  @Test
  void otherBlocksStay() {
    PassAssert.on(
            new RemoveInverseBlocks(),
            """
        graph @g(%x: f32[N,4,8,4]) {
          %s = space_to_depth(%x) {block=4}
          %y = depth_to_space(%s) {block=2}
          return %y
        }
        """)
        .refuses("another size");
  }
}
