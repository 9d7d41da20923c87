package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeReduceL2Test {
  @Test
  void theRootOfASum() {
    PassAssert.on(
            new DecomposeReduceL2(false),
            """
            graph @g(%x: f32[2,3,4]) {
              %y = reduce_l2(%x) {axes=[1,2], keepDims=false}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4]) {
              %y.squares = mul(%x, %x) : f32[2,3,4]
              %y.sum = reduce_sum(%y.squares) {axes=[1,2], keepDims=false} : f32[2]
              %y = sqrt(%y.sum) : f32[2]
              return %y
            }
            """);
  }

  @Test
  void scaledForHalfPrecision() {
    PassAssert.on(
            new DecomposeReduceL2(true),
            """
            graph @g(%x: f32[2,3,4]) {
              %y = reduce_l2(%x) {axes=[2]}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4]) {
              %y.size = abs(%x) : f32[2,3,4]
              %y.largest = reduce_max(%y.size) {axes=[2]} : f32[2,3,1]
              %y.scale = max(%y.largest, f32[]#[0.0009765625]) : f32[2,3,1]
              %y.small = div(%x, %y.scale) : f32[2,3,4]
              %y.squares = mul(%y.small, %y.small) : f32[2,3,4]
              %y.sum = reduce_sum(%y.squares) {axes=[2]} : f32[2,3,1]
              %y.length = sqrt(%y.sum) : f32[2,3,1]
              %y.size2 = abs(%x) : f32[2,3,4]
              %y.largest2 = reduce_max(%y.size2) {axes=[2]} : f32[2,3,1]
              %y.scale2 = max(%y.largest2, f32[]#[0.0009765625]) : f32[2,3,1]
              %y = mul(%y.length, %y.scale2) : f32[2,3,1]
              return %y
            }
            """);
  }

  @Test
  void scaledWithoutAnAxis() {
    PassAssert.on(
            new DecomposeReduceL2(true),
            """
            graph @g(%x: f32[2,3,4]) {
              %y = reduce_l2(%x) {axes=[1], keepDims=false}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4]) {
              %y.size = abs(%x) : f32[2,3,4]
              %y.largest = reduce_max(%y.size) {axes=[1]} : f32[2,1,4]
              %y.scale = max(%y.largest, f32[]#[0.0009765625]) : f32[2,1,4]
              %y.small = div(%x, %y.scale) : f32[2,3,4]
              %y.squares = mul(%y.small, %y.small) : f32[2,3,4]
              %y.sum = reduce_sum(%y.squares) {axes=[1], keepDims=false} : f32[2,4]
              %y.length = sqrt(%y.sum) : f32[2,4]
              %y.size2 = abs(%x) : f32[2,3,4]
              %y.largest2 = reduce_max(%y.size2) {axes=[1], keepDims=false} : f32[2,4]
              %y.scale2 = max(%y.largest2, f32[]#[0.0009765625]) : f32[2,4]
              %y = mul(%y.length, %y.scale2) : f32[2,4]
              return %y
            }
            """);
  }

  @Test
  void aSumStays() {
    PassAssert.on(
            new DecomposeReduceL2(false),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = reduce_sum(%x) {axes=[1]}
              return %y
            }
            """)
        .changesNothing();
  }
}
