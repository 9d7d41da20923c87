package dev.espalier.tflite.legalize;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class DecomposeLayerNormalizationTest {
  @Test
  void fromMeanAndVariance() {
    PassAssert.on(
            new DecomposeLayerNormalization(false),
            """
            graph @g(%x: f32[2,6,8]) {
              %y = layer_normalization(%x, f32[8]#rand(1), f32[8]#rand(2)) {axis=2}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,6,8]) {
              %y.mean = reduce_mean(%x) {axes=[2]} : f32[2,6,1]
              %y.deviation = sub(%x, %y.mean) : f32[2,6,8]
              %y.square = mul(%y.deviation, %y.deviation) : f32[2,6,8]
              %y.variance = reduce_mean(%y.square) {axes=[2]} : f32[2,6,1]
              %y.positive = add(%y.variance, f32[]#[0.00001]) : f32[2,6,1]
              %y.spread = sqrt(%y.positive) : f32[2,6,1]
              %y.normal = div(%y.deviation, %y.spread) : f32[2,6,8]
              %y.affine = mul(%y.normal, f32[8]) : f32[2,6,8]
              %y = add(%y.affine, f32[8]) : f32[2,6,8]
              return %y
            }
            """);
  }

  @Test
  void withoutABias() {
    PassAssert.on(
            new DecomposeLayerNormalization(false),
            """
            graph @g(%x: f32[2,6,8]) {
              %y = layer_normalization(%x, f32[6,8]#rand(1)) {axis=1}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,6,8]) {
              %y.mean = reduce_mean(%x) {axes=[1,2]} : f32[2,1,1]
              %y.deviation = sub(%x, %y.mean) : f32[2,6,8]
              %y.square = mul(%y.deviation, %y.deviation) : f32[2,6,8]
              %y.variance = reduce_mean(%y.square) {axes=[1,2]} : f32[2,1,1]
              %y.positive = add(%y.variance, f32[]#[0.00001]) : f32[2,1,1]
              %y.spread = sqrt(%y.positive) : f32[2,1,1]
              %y.normal = div(%y.deviation, %y.spread) : f32[2,6,8]
              %y = mul(%y.normal, f32[6,8]) : f32[2,6,8]
              return %y
            }
            """);
  }

  @Test
  void scaledForHalfPrecision() {
    PassAssert.on(
            new DecomposeLayerNormalization(true),
            """
            graph @g(%x: f32[2,6,8]) {
              %y = layer_normalization(%x, f32[8]#rand(1), f32[8]#rand(2)) {axis=2}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,6,8]) {
              %y.mean = reduce_mean(%x) {axes=[2]} : f32[2,6,1]
              %y.deviation = sub(%x, %y.mean) : f32[2,6,8]
              %y.size = abs(%y.deviation) : f32[2,6,8]
              %y.largest = reduce_max(%y.size) {axes=[2]} : f32[2,6,1]
              %y.scale2 = max(%y.largest, f32[]#[0.025298221]) : f32[2,6,1]
              %y.small = div(%y.deviation, %y.scale2) : f32[2,6,8]
              %y.share = div(f32[]#[0.0031622776], %y.scale2) : f32[2,6,1]
              %y.least = mul(%y.share, %y.share) : f32[2,6,1]
              %y.square = mul(%y.small, %y.small) : f32[2,6,8]
              %y.variance = reduce_mean(%y.square) {axes=[2]} : f32[2,6,1]
              %y.positive = add(%y.variance, %y.least) : f32[2,6,1]
              %y.spread = sqrt(%y.positive) : f32[2,6,1]
              %y.normal = div(%y.small, %y.spread) : f32[2,6,8]
              %y.affine = mul(%y.normal, f32[8]) : f32[2,6,8]
              %y = add(%y.affine, f32[8]) : f32[2,6,8]
              return %y
            }
            """);
  }

  @Test
  void aNormalisationPerChannelStays() {
    PassAssert.on(
            new DecomposeLayerNormalization(false),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = instance_normalization(%x, f32[4]#rand(1), f32[4]#rand(2))
              return %y
            }
            """)
        .changesNothing();
  }
}
