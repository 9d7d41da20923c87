package dev.espalier.passes.simplify;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class ReplaceUnitReductionTest {
  @Test
  void axesThatVanish() {
    PassAssert.on(
            new ReplaceUnitReduction(),
            """
        graph @g(%x: f32[N,4,1,1]) {
          %y = reduce_sum(%x) {axes=[2,3], keepDims=false}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,1,1]) {
          %y = reshape(%x) {shape=[N,4]} : f32[N,4]
          return %y
        }
        """);
  }

  @Test
  void axesThatStay() {
    PassAssert.on(
            new ReplaceUnitReduction(),
            """
        graph @g(%x: f32[N,4,1,1]) {
          %y = reduce_mean(%x) {axes=[2,3]}
          return %y
        }
        """)
        .gives(
            """
        graph @g(%x: f32[N,4,1,1]) {
          %y = reshape(%x) {shape=[N,4,1,1]} : f32[N,4,1,1]
          return %y
        }
        """);
  }

  @Test
  void largerAxesStay() {
    PassAssert.on(
            new ReplaceUnitReduction(),
            """
        graph @g(%x: f32[N,4,1,2]) {
          %y = reduce_mean(%x) {axes=[2,3]}
          return %y
        }
        """)
        .refuses("%y combines elements of f32[N,4,1,2]");
  }

  @Test
  void absoluteValuesStay() {
    PassAssert.on(
            new ReplaceUnitReduction(),
            """
        graph @g(%x: f32[N,4,1]) {
          %y = reduce_l2(%x) {axes=[2]}
          return %y
        }
        """)
        .refuses("%y combines");
  }
}
