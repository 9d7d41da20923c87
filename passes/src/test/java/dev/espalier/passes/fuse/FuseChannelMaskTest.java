package dev.espalier.passes.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.PassAssert;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseChannelMaskTest {
  private static final String SCORES = "%s=f32[4]#[0.9, 0.5, 0.50001, -3]";

  private static String masked(String layer) {
    return """
    graph @g(%x: f32[N,4,5,6]) {
      %y = LAYER
      %z = channel_mask(%y, SCORES)
      return %z
    }
    """
        .replace("LAYER", layer)
        .replace("SCORES", SCORES);
  }

  private static String fused(String layer) {
    return """
    graph @g(%x: f32[N,4,5,6]) {
      %z = LAYER
      return %z
    }
    """
        .replace("LAYER", layer);
  }

  @Test
  void intoConvolutions() {
    PassAssert.on(new FuseChannelMask(), masked("conv(%x, f32[4,4,3,3]#rand(1), f32[4]#rand(2))"))
        .gives(fused("conv(%x, f32[4,4,3,3], f32[4]) : f32[N,4,3,4]"));
    PassAssert.on(new FuseChannelMask(), masked("conv(%x, f32[4,2,3,3]#rand(1)) {groups=2}"))
        .gives(fused("conv(%x, f32[4,2,3,3]) {groups=2} : f32[N,4,3,4]"));
    PassAssert.on(
            new FuseChannelMask(),
            masked("conv(%x, f32[4,1,3,3]#rand(1), f32[4]#rand(2)) {groups=4}"))
        .gives(fused("conv(%x, f32[4,1,3,3], f32[4]) {groups=4} : f32[N,4,3,4]"));
  }

  @Test
  void intoTransposedConvolutions() {
    PassAssert.on(
            new FuseChannelMask(),
            masked("conv_transpose(%x, f32[4,4,2,2]#rand(1), f32[4]#rand(2))"))
        .gives(fused("conv_transpose(%x, f32[4,4,2,2], f32[4]) : f32[N,4,6,7]"));
    PassAssert.on(
            new FuseChannelMask(), masked("conv_transpose(%x, f32[4,2,2,2]#rand(1)) {groups=2}"))
        .gives(fused("conv_transpose(%x, f32[4,2,2,2]) {groups=2} : f32[N,4,6,7]"));
  }

  @Test
  void intoBatchNorm() {
    PassAssert.on(
            new FuseChannelMask(),
            masked(
                "batch_normalization(%x, f32[4]#rand(1), f32[4]#rand(2), f32[4]#rand(3),"
                    + " f32[4]#ones)"))
        .gives(fused("batch_normalization(%x, f32[4], f32[4], f32[4], f32[4]) : f32[N,4,5,6]"));
  }

  @Test
  void intoProductsAlongTheLastAxis() {
    PassAssert.on(
            new FuseChannelMask(),
            """
            graph @g(%x: f32[N,3]) {
              %y = gemm(%x, f32[4,3]#rand(1), f32[4]#rand(2)) {transB=true}
              %z = channel_mask(%y, SCORES)
              return %z
            }
            """
                .replace("SCORES", SCORES))
        .gives(
            """
            graph @g(%x: f32[N,3]) {
              %z = gemm(%x, f32[4,3], f32[4]) {transB=true} : f32[N,4]
              return %z
            }
            """);
    PassAssert.on(
            new FuseChannelMask(),
            """
            graph @g(%x: f32[N,5,3]) {
              %y = mat_mul(%x, f32[3,4]#rand(1))
              %z = channel_mask(%y, SCORES) {axis=2}
              return %z
            }
            """
                .replace("SCORES", SCORES))
        .gives(
            """
            graph @g(%x: f32[N,5,3]) {
              %z = mat_mul(%x, f32[3,4]) : f32[N,5,4]
              return %z
            }
            """);
  }

  @Test
  void maskedRowsAreExactZerosWhateverTheyHold() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,1,1,1]) {
              %y = conv(%x, f32[3,1,1,1]#[7, inf, -inf], f32[3]#[1, inf, 2])
              %z = channel_mask(%y, f32[3]#[1, 0, 0])
              return %z
            }
            """);
    Graph after = new ApplyRules(new FuseChannelMask()).run(graph);
    List<String> operands = after.nodes().get(0).operands();
    assertThat(after.constant(operands.get(1)).map(Tensor::toDoubles))
        .hasValue(new double[] {7, 0, 0});
    assertThat(after.constant(operands.get(2)).map(Tensor::toDoubles))
        .hasValue(new double[] {1, 0, 0});
  }

  @Test
  void allMaskedGivesZeros() {
    PassAssert.on(
            new FuseChannelMask(),
            masked("conv(%x, f32[4,4,3,3]#rand(1), f32[4]#rand(2))")
                .replace(SCORES, "%s=f32[4]#zeros"))
        .gives(fused("conv(%x, f32[4,4,3,3], f32[4]) : f32[N,4,3,4]"));
  }

  @Test
  void refusesAnotherAxisThanTheOutputChannels() {
    PassAssert.on(
            new FuseChannelMask(),
            masked("conv(%x, f32[4,4,1,1]#rand(1))")
                .replace(SCORES + ")", "f32[6]#rand(4)) {axis=3}"))
        .refuses("%y: not one number per channel of axis 1");
  }

  @Test
  void refusesSharedWeightsAndReaders() {
    String text = masked("conv(%x, %w=f32[4,4,1,1]#rand(1))");
    PassAssert.on(new FuseChannelMask(), text.replace("return %z", "return %z, %y"))
        .refuses("%y has another reader or is an output");
    PassAssert.on(
            new FuseChannelMask(), text.replace("return %z", "%v = conv(%x, %w) return %z, %v"))
        .refuses("the weight %w has other readers");
  }

  @Test
  void refusesScoresThatAreNotConstant() {
    PassAssert.on(
            new FuseChannelMask(),
            masked("conv(%x, f32[4,4,1,1]#rand(1))")
                .replace(SCORES, "%s")
                .replace("5,6])", "5,6], %s: f32[4])"))
        .refuses("the scores %s are not constant");
  }

  @Test
  void scoresThatAreNotNumbersAreAnError() {
    PassAssert.on(
            new FuseChannelMask(), masked("conv(%x, f32[4,4,1,1]#rand(1))").replace("0.9,", "nan,"))
        .fails("%z: score 0 is NaN, a finite number is needed");
  }
}
