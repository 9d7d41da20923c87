package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceGatherByIndexSelectTest {
  @Test
  void aVectorOfIndices() {
    PassAssert.on(
            new ReplaceGatherByIndexSelect(),
            """
        graph @g(%x: f32[N,5]) {
          %y = gather(%x, i64[2]#[3, -1]) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,5]) {
          %y = index_select(%x) {axis=1, indices=[3,4]} : f32[N,2]
          return %y
        }
        """);
  }

  @Test
  void oneIndex() {
    PassAssert.on(
            new ReplaceGatherByIndexSelect(),
            """
        graph @g(%x: f32[N,5]) {
          %y = gather(%x, i64[]#[-2]) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,5]) {
          %y.selected = index_select(%x) {axis=1, indices=[3]} : f32[N,1]
          %y = reshape(%y.selected) {shape=[N]} : f32[N]
          return %y
        }
        """);
  }

  @Test
  void aSymbolicAxisCountedFromTheEndStays() {
    PassAssert.on(
            new ReplaceGatherByIndexSelect(),
            """
        graph @g(%x: f32[N,5]) {
          %y = gather(%x, i64[1]#[-1])
          return %y
        }
        """)
        .refuses("from the end");
  }

  @Test
  void computedIndicesStay() {
    PassAssert.on(
            new ReplaceGatherByIndexSelect(),
            """
        graph @g(%x: f32[N,5], %i: i64[2]) {
          %y = gather(%x, %i) {axis=1}
          return %y
        }
        """)
        .refuses("%i is not a short constant");
  }

  @Test
  void anIndexBeyondTheEndIsTheModelsFault() {
    PassAssert.on(
            new ReplaceGatherByIndexSelect(),
            """
        graph @g(%x: f32[N,5]) {
          %y = gather(%x, i64[1]#[5]) {axis=1}
          return %y
        }
        """)
        .fails("index 5 of axis 1");
  }
}
