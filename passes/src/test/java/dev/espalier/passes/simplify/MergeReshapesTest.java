package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class MergeReshapesTest {
  @Test
  void onlyTheLastCounts() {
    PassAssert.on(
            new MergeReshapes(),
            """
        graph @g(%x: f32[N,4,6]) {
          %r = reshape(%x) {shape=[N,24]}
          %y = reshape(%r) {shape=[N,3,8]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,6]) {
          %y = reshape(%x) {shape=[N,3,8]} : f32[N,3,8]
          return %y
        }
        """);
  }

  @Test
  void oneStays() {
    PassAssert.on(
            new MergeReshapes(),
            """
        graph @g(%x: f32[N,4,6]) {
          %y = reshape(%x) {shape=[N,24]}
          return %y
        }
        """)
        .refuses("not made by a reshape");
  }
}
