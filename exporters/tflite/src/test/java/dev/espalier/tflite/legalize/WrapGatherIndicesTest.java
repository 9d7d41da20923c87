package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class WrapGatherIndicesTest {
  @Test
  void indicesAreCountedFromTheFront() {
    PassAssert.on(
            new WrapGatherIndices(),
            """
        graph @g(%x: f32[2,32], %i: i64[3]) {
          %y = gather(%x, %i) {axis=1}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[2,32], %i: i64[3]) {
          %y.wrapped = mod(%i, i64[]#[32]) : i64[3]
          %y = gather(%x, %y.wrapped) {axis=1} : f32[2,3]
          return %y
        }
        """);
  }

  @Test
  void remaindersOfANegativeNumber() {
    PassAssert.on(
            new WrapGatherIndices(),
            """
        graph @g(%x: f32[5], %i: i64[3]) {
          %m = mod(%i, i64[]#[-5])
          %y = gather(%x, %m)
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[5], %i: i64[3]) {
          %m = mod(%i, i64[]#[-5]) : i64[3]
          %y.wrapped = mod(%m, i64[]#[5]) : i64[3]
          %y = gather(%x, %y.wrapped) : f32[3]
          return %y
        }
        """);
  }

  @Test
  void remaindersStay() {
    PassAssert.on(
            new WrapGatherIndices(),
            """
        graph @g(%x: f32[5], %i: i64[3]) {
          %m = mod(%i, i64[]#[5])
          %y = gather(%x, %m)
          return %y
        }
        """)
        .refuses("%m is not negative");
  }

  @Test
  void theIndexOfTheGreatestStays() {
    PassAssert.on(
            new WrapGatherIndices(),
            """
        graph @g(%x: f32[5], %s: f32[4,5]) {
          %m = arg_max(%s) {axis=1, keepDims=false}
          %y = gather(%x, %m)
          return %y
        }
        """)
        .refuses("%m is not negative");
  }

  @Test
  void constantIndicesStay() {
    PassAssert.on(
            new WrapGatherIndices(),
            """
        graph @g(%x: f32[5]) {
          %y = gather(%x, %i=i64[2]#[-1, 0])
          return %y
        }
        """)
        .refuses("%i is not negative");
  }
}
