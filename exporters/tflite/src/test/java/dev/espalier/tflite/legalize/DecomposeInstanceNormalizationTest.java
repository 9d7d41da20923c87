package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeInstanceNormalizationTest {
  @Test
  void fromMeanAndVariance() {
    PassAssert.on(
            new DecomposeInstanceNormalization(false),
            """
            graph @g(%x: f32[2,3,4,4]) {
              %y = instance_normalization(%x, f32[3]#rand(1), f32[3]#rand(2)) {epsilon=0.001}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4,4]) {
              %y.mean = reduce_mean(%x) {axes=[2,3]} : f32[2,3,1,1]
              %y.deviation = sub(%x, %y.mean) : f32[2,3,4,4]
              %y.square = mul(%y.deviation, %y.deviation) : f32[2,3,4,4]
              %y.variance = reduce_mean(%y.square) {axes=[2,3]} : f32[2,3,1,1]
              %y.positive = add(%y.variance, f32[]#[0.001]) : f32[2,3,1,1]
              %y.spread = sqrt(%y.positive) : f32[2,3,1,1]
              %y.normal = div(%y.deviation, %y.spread) : f32[2,3,4,4]
              %y.affine = mul(%y.normal, f32[3,1,1]) : f32[2,3,4,4]
              %y = add(%y.affine, f32[3,1,1]) : f32[2,3,4,4]
              return %y
            }
            """);
  }

  @Test
  void computedFactors() {
    PassAssert.on(
            new DecomposeInstanceNormalization(false),
            """
            graph @g(%x: f32[2,3,5], %s: f32[3], %b: f32[3]) {
              %y = instance_normalization(%x, %s, %b)
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,5], %s: f32[3], %b: f32[3]) {
              %y.mean = reduce_mean(%x) {axes=[2]} : f32[2,3,1]
              %y.deviation = sub(%x, %y.mean) : f32[2,3,5]
              %y.square = mul(%y.deviation, %y.deviation) : f32[2,3,5]
              %y.variance = reduce_mean(%y.square) {axes=[2]} : f32[2,3,1]
              %y.positive = add(%y.variance, f32[]#[0.00001]) : f32[2,3,1]
              %y.spread = sqrt(%y.positive) : f32[2,3,1]
              %y.normal = div(%y.deviation, %y.spread) : f32[2,3,5]
              %y.channels = reshape(%s) {shape=[3,1]} : f32[3,1]
              %y.affine = mul(%y.normal, %y.channels) : f32[2,3,5]
              %y.channels2 = reshape(%b) {shape=[3,1]} : f32[3,1]
              %y = add(%y.affine, %y.channels2) : f32[2,3,5]
              return %y
            }
            """);
  }

  @Test
  void scaledForHalfPrecision() {
    PassAssert.on(
            new DecomposeInstanceNormalization(true),
            """
            graph @g(%x: f32[2,3,4,4]) {
              %y = instance_normalization(%x, f32[3]#rand(1), f32[3]#rand(2)) {epsilon=0.001}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4,4]) {
              %y.mean = reduce_mean(%x) {axes=[2,3]} : f32[2,3,1,1]
              %y.deviation = sub(%x, %y.mean) : f32[2,3,4,4]
              %y.size = abs(%y.deviation) : f32[2,3,4,4]
              %y.largest = reduce_max(%y.size) {axes=[2,3]} : f32[2,3,1,1]
              %y.scale2 = max(%y.largest, f32[]#[0.2529822]) : f32[2,3,1,1]
              %y.small = div(%y.deviation, %y.scale2) : f32[2,3,4,4]
              %y.share = div(f32[]#[0.031622775], %y.scale2) : f32[2,3,1,1]
              %y.least = mul(%y.share, %y.share) : f32[2,3,1,1]
              %y.square = mul(%y.small, %y.small) : f32[2,3,4,4]
              %y.variance = reduce_mean(%y.square) {axes=[2,3]} : f32[2,3,1,1]
              %y.positive = add(%y.variance, %y.least) : f32[2,3,1,1]
              %y.spread = sqrt(%y.positive) : f32[2,3,1,1]
              %y.normal = div(%y.small, %y.spread) : f32[2,3,4,4]
              %y.affine = mul(%y.normal, f32[3,1,1]) : f32[2,3,4,4]
              %y = add(%y.affine, f32[3,1,1]) : f32[2,3,4,4]
              return %y
            }
            """);
  }

  @Test
  void aNormalisationOverTheLastAxisStays() {
    PassAssert.on(
            new DecomposeInstanceNormalization(false),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = layer_normalization(%x, f32[6]#rand(1), f32[6]#rand(2)) {axis=3}
              return %y
            }
            """)
        .changesNothing();
  }
}
