package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeTransposedGroupsTest {
  @Test
  void zerosBetweenTheGroups() {
    PassAssert.on(
            new MergeTransposedGroups(),
            """
        graph @g(%x: f32[1,4,3,3]) {
          %y = conv_transpose(%x, f32[4,3,2,2]#rand(1), f32[6]#rand(2)) {strides=[2,2], groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,3,3]) {
          %y = conv_transpose(%x, f32[4,6,2,2], f32[6]) {strides=[2,2]} : f32[1,6,6,6]
          return %y
        }
        """);
  }

  @Test
  void oneOperatorForEachLargeGroup() {
    PassAssert.on(
            new MergeTransposedGroups(),
            """
        graph @g(%x: f32[1,514,1,1]) {
          %y = conv_transpose(%x, f32[514,257,1,1]#rand(1), f32[514]#rand(2)) {groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,514,1,1]) {
          %y.channels = slice(%x) {axes=[1], starts=[0], ends=[257], steps=[1]} : f32[1,257,1,1]
          %y.group = conv_transpose(%y.channels, f32[257,257,1,1], f32[257]) : f32[1,257,1,1]
          %y.channels2 = slice(%x) {axes=[1], starts=[257], ends=[514], steps=[1]} : f32[1,257,1,1]
          %y.group2 = conv_transpose(%y.channels2, f32[257,257,1,1], f32[257]) : f32[1,257,1,1]
          %y = concat(%y.group, %y.group2) {axis=1} : f32[1,514,1,1]
          return %y
        }
        """);
  }

  @Test
  void oneGroupStays() {
    PassAssert.on(
            new MergeTransposedGroups(),
            """
        graph @g(%x: f32[1,4,3,3]) {
          %y = conv_transpose(%x, f32[4,3,2,2]#rand(1))
          return %y
        }
        """)
        .refuses("has one group");
  }

  @Test
  void computedWeightsStay() {
    PassAssert.on(
            new MergeTransposedGroups(),
            """
        graph @g(%x: f32[1,4,3,3], %w: f32[4,3,2,2]) {
          %y = conv_transpose(%x, %w) {groups=2}
          return %y
        }
        """)
        .refuses("%w is computed");
  }
}
