package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class SplitGroupsTest {
  @Test
  void oneConvolutionForEachGroup() {
    PassAssert.on(
            new SplitGroups((channels, results) -> false),
            """
        graph @g(%x: f32[1,4,5,5]) {
          %y = conv(%x, f32[6,2,3,3]#rand(1), f32[6]#rand(2)) {strides=[2,2], pads=[1,1,1,1], groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,5,5]) {
          %y.channels = slice(%x) {axes=[1], starts=[0], ends=[2], steps=[1]} : f32[1,2,5,5]
          %y.group = conv(%y.channels, f32[3,2,3,3], f32[3]) {strides=[2,2], pads=[1,1,1,1]} : f32[1,3,3,3]
          %y.channels2 = slice(%x) {axes=[1], starts=[2], ends=[4], steps=[1]} : f32[1,2,5,5]
          %y.group2 = conv(%y.channels2, f32[3,2,3,3], f32[3]) {strides=[2,2], pads=[1,1,1,1]} : f32[1,3,3,3]
          %y = concat(%y.group, %y.group2) {axis=1} : f32[1,6,3,3]
          return %y
        }
        """);
  }

  @Test
  void aComputedBias() {
    PassAssert.on(
            new SplitGroups((channels, results) -> false),
            """
        graph @g(%x: f32[1,4,5,5], %b: f32[6]) {
          %y = conv(%x, f32[6,2,3,3]#rand(1), %b) {groups=2}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[1,4,5,5], %b: f32[6]) {
          %y.channels = slice(%x) {axes=[1], starts=[0], ends=[2], steps=[1]} : f32[1,2,5,5]
          %y.part2 = index_select(%b) {axis=0, indices=[0,1,2]} : f32[3]
          %y.group = conv(%y.channels, f32[3,2,3,3], %y.part2) : f32[1,3,3,3]
          %y.channels2 = slice(%x) {axes=[1], starts=[2], ends=[4], steps=[1]} : f32[1,2,5,5]
          %y.part4 = index_select(%b) {axis=0, indices=[3,4,5]} : f32[3]
          %y.group2 = conv(%y.channels2, f32[3,2,3,3], %y.part4) : f32[1,3,3,3]
          %y = concat(%y.group, %y.group2) {axis=1} : f32[1,6,3,3]
          return %y
        }
        """);
  }

  @Test
  void groupsThatTheTargetTakesStay() {
    PassAssert.on(
            new SplitGroups((channels, results) -> channels == 2 && results == 3),
            """
        graph @g(%x: f32[1,4,5,5]) {
          %y = conv(%x, f32[6,2,3,3]#rand(1)) {groups=2}
          return %y
        }
        """)
        .refuses("the target takes 2 groups");
  }

  @Test
  void depthwiseConvolutionsStay() {
    PassAssert.on(
            new SplitGroups((channels, results) -> false),
            """
        graph @g(%x: f32[1,4,5,5]) {
          %y = conv(%x, f32[4,1,3,3]#rand(1)) {groups=4}
          return %y
        }
        """)
        .refuses("the target takes 4 groups");
  }

  @Test
  void oneGroupStays() {
    PassAssert.on(
            new SplitGroups((channels, results) -> false),
            """
        graph @g(%x: f32[1,4,5,5]) {
          %y = conv(%x, f32[6,4,3,3]#rand(1))
          return %y
        }
        """)
        .refuses("the target takes 1 groups");
  }
}
