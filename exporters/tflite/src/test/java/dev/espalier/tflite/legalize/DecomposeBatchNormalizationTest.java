package dev.espalier.tflite.legalize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import dev.espalier.tflite.NotOnTargetException;
import org.junit.jupiter.api.Test;

class DecomposeBatchNormalizationTest {
  @Test
  void aFactorAndAnOffsetPerChannel() {
    PassAssert.on(
            new DecomposeBatchNormalization(),
            """
            graph @g(%x: f32[2,3,4,4]) {
              %y = batch_normalization(%x, f32[3]#rand(1), f32[3]#rand(2), f32[3]#rand(3), f32[3]#[0.5, 1, 2]) {epsilon=0.001}
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3,4,4]) {
              %y.scaled = mul(%x, f32[3,1,1]) : f32[2,3,4,4]
              %y = add(%y.scaled, f32[3,1,1]) : f32[2,3,4,4]
              return %y
            }
            """);
  }

  @Test
  void rows() {
    PassAssert.on(
            new DecomposeBatchNormalization(),
            """
            graph @g(%x: f32[2,3]) {
              %y = batch_normalization(%x, f32[3]#rand(1), f32[3]#rand(2), f32[3]#rand(3), f32[3]#[0.5, 1, 2])
              return %y
            }
            """)
        .gives(
            """
            graph @g(%x: f32[2,3]) {
              %y.scaled = mul(%x, f32[3]) : f32[2,3]
              %y = add(%y.scaled, f32[3]) : f32[2,3]
              return %y
            }
            """);
  }

  @Test
  void computedStatisticsCannotBeLowered() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[2,3], %v: f32[3]) {
              %y = batch_normalization(%x, f32[3]#ones, f32[3]#ones, f32[3]#ones, %v)
              return %y
            }
            """);
    assertThatThrownBy(() -> new ApplyRules(new DecomposeBatchNormalization()).run(graph))
        .isInstanceOfSatisfying(
            NotOnTargetException.class,
            e -> assertThat(e.code()).isEqualTo(NotOnTargetException.Code.REQUIRES_CONSTANT_INPUT))
        .hasMessageContaining("%y")
        .hasMessageContaining("%v");
  }

  @Test
  void aNormalisationByTheInputStays() {
    PassAssert.on(
            new DecomposeBatchNormalization(),
            """
            graph @g(%x: f32[1,4,6,6]) {
              %y = instance_normalization(%x, f32[4]#rand(1), f32[4]#rand(2))
              return %y
            }
            """)
        .changesNothing();
  }
}
