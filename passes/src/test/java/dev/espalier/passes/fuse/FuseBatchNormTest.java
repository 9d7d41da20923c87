package dev.espalier.passes.fuse;

import dev.espalier.passes.PassAssert;
import org.junit.jupiter.api.Test;

class FuseBatchNormTest {
  /** Parameters of 4 channels: scale, bias, mean, variance. */
  private static final String FOUR =
      "f32[4]#rand(1), f32[4]#rand(2), f32[4]#rand(3), f32[4]#[0.5, 1, 0.01, 2]";

  private static String conv(String operator, String weight, String bias, String attributes) {
    return """
        graph @g(%x: f32[N,4,5,6]) {
          %y = OPERATOR(%x, WEIGHT, BIAS) ATTRIBUTES
          %z = batch_normalization(%y, FOUR)
          return %z
        }
        """
        .replace("OPERATOR", operator)
        .replace("WEIGHT", weight)
        .replace(", BIAS", bias.isEmpty() ? "" : ", " + bias)
        .replace("ATTRIBUTES", attributes)
        .replace("FOUR", FOUR);
  }

  private static String fused(String operator, String weight, String attributes, String type) {
    return """
        graph @g(%x: f32[N,4,5,6]) {
          %z = OPERATOR(%x, WEIGHT, f32[4]) ATTRIBUTES : TYPE
          return %z
        }
        """
        .replace("OPERATOR", operator)
        .replace("WEIGHT", weight)
        .replace(" ATTRIBUTES", attributes.isEmpty() ? "" : " " + attributes)
        .replace("TYPE", type);
  }

  @Test
  void intoConvolutionWithAndWithoutBias() {
    String expected = fused("conv", "f32[4,4,3,3]", "{pads=[1,1,1,1]}", "f32[N,4,5,6]");
    PassAssert.on(
            new FuseBatchNorm(),
            conv("conv", "f32[4,4,3,3]#rand(7)", "f32[4]#rand(8)", "{pads=[1,1,1,1]}"))
        .gives(expected);
    PassAssert.on(new FuseBatchNorm(), conv("conv", "f32[4,4,3,3]#rand(7)", "", "{pads=[1,1,1,1]}"))
        .gives(expected);
  }

  @Test
  void intoGroupedAndDepthwiseConvolution() {
    PassAssert.on(new FuseBatchNorm(), conv("conv", "f32[4,2,3,3]#rand(7)", "", "{groups=2}"))
        .gives(fused("conv", "f32[4,2,3,3]", "{groups=2}", "f32[N,4,3,4]"));
    PassAssert.on(new FuseBatchNorm(), conv("conv", "f32[4,1,3,3]#rand(7)", "", "{groups=4}"))
        .gives(fused("conv", "f32[4,1,3,3]", "{groups=4}", "f32[N,4,3,4]"));
  }

  @Test
  void intoTransposedConvolution() {
    PassAssert.on(
            new FuseBatchNorm(),
            conv("conv_transpose", "f32[4,4,2,2]#rand(7)", "f32[4]#rand(8)", "{strides=[2,2]}"))
        .gives(fused("conv_transpose", "f32[4,4,2,2]", "{strides=[2,2]}", "f32[N,4,10,12]"));
  }

  @Test
  void intoGroupedTransposedConvolutionByGroup() {
    PassAssert.on(
            new FuseBatchNorm(), conv("conv_transpose", "f32[4,2,2,2]#rand(7)", "", "{groups=2}"))
        .gives(fused("conv_transpose", "f32[4,2,2,2]", "{groups=2}", "f32[N,4,6,7]"));
    PassAssert.on(
            new FuseBatchNorm(), conv("conv_transpose", "f32[4,1,2,2]#rand(7)", "", "{groups=4}"))
        .gives(fused("conv_transpose", "f32[4,1,2,2]", "{groups=4}", "f32[N,4,6,7]"));
  }

  private static String gemm(String operator, String operands, String attributes) {
    return """
        graph @g(%x: f32[N,3]) {
          %y = OPERATOR(%x, OPERANDS) ATTRIBUTES
          %z = batch_normalization(%y, FOUR)
          return %z
        }
        """
        .replace("OPERATOR", operator)
        .replace("OPERANDS", operands)
        .replace("ATTRIBUTES", attributes)
        .replace("FOUR", FOUR);
  }

  private static String fusedGemm(String weight, String attributes) {
    return """
        graph @g(%x: f32[N,3]) {
          %z = gemm(%x, WEIGHT, f32[4]) ATTRIBUTES : f32[N,4]
          return %z
        }
        """
        .replace("WEIGHT", weight)
        .replace(" ATTRIBUTES", attributes.isEmpty() ? "" : " " + attributes);
  }

  @Test
  void intoGemmEitherWayRound() {
    PassAssert.on(new FuseBatchNorm(), gemm("gemm", "f32[3,4]#rand(7), f32[4]#rand(8)", ""))
        .gives(fusedGemm("f32[3,4]", ""));
    PassAssert.on(new FuseBatchNorm(), gemm("gemm", "f32[4,3]#rand(7)", "{transB=true}"))
        .gives(fusedGemm("f32[4,3]", "{transB=true}"));
    PassAssert.on(
            new FuseBatchNorm(),
            gemm("gemm", "f32[3,4]#rand(7), f32[1,4]#rand(8)", "{alpha=0.5, beta=3.0}"))
        .gives(fusedGemm("f32[3,4]", "{alpha=0.5}"));
  }

  @Test
  void intoMatrixProductWithAndWithoutBias() {
    PassAssert.on(new FuseBatchNorm(), gemm("mat_mul", "f32[3,4]#rand(7)", ""))
        .gives(fusedGemm("f32[3,4]", ""));
    PassAssert.on(
            new FuseBatchNorm(),
            gemm("mat_mul", "f32[3,4]#rand(7)", "\n  %b = add(f32[4]#rand(9), %y)")
                .replace("normalization(%y", "normalization(%b"))
        .gives(fusedGemm("f32[3,4]", ""));
  }

  @Test
  void intoBatchNorm() {
    PassAssert.on(new FuseBatchNorm(), conv("batch_normalization", FOUR, "", "{epsilon=0.001}"))
        .gives(
            """
            graph @g(%x: f32[N,4,5,6]) {
              %z = batch_normalization(%x, f32[4], f32[4], f32[4], f32[4]) {epsilon=0.001} : f32[N,4,5,6]
              return %z
            }
            """);
  }

  @Test
  void twoConvolutionsWithTheSameInputGetTheirOwnWeights() {
    PassAssert.on(
            new FuseBatchNorm(),
            """
            graph @g(%x: f32[N,4,5,6]) {
              %a = conv(%x, f32[4,4,1,1]#rand(7))
              %b = conv(%x, f32[4,4,1,1]#rand(8))
              %c = batch_normalization(%a, FOUR)
              %d = batch_normalization(%b, FOUR)
              return %c, %d
            }
            """
                .replace("FOUR", FOUR))
        .gives(
            """
            graph @g(%x: f32[N,4,5,6]) {
              %c = conv(%x, f32[4,4,1,1], f32[4]) : f32[N,4,5,6]
              %d = conv(%x, f32[4,4,1,1], f32[4]) : f32[N,4,5,6]
              return %c, %d
            }
            """);
  }

  @Test
  void refusesASharedWeight() {
    PassAssert.on(
            new FuseBatchNorm(),
            """
            graph @g(%x: f32[N,4,5,6]) {
              %y = conv(%x, %w=f32[4,4,1,1]#rand(7))
              %z = batch_normalization(%y, FOUR)
              %o = conv(%x, %w)
              return %z, %o
            }
            """
                .replace("FOUR", FOUR))
        .refuses("the weight %w has other readers");
  }

  @Test
  void refusesWhatIsNotConstant() {
    PassAssert.on(
            new FuseBatchNorm(),
            conv("conv", "%w", "", "").replace("5,6])", "5,6], %w: f32[4,4,1,1])"))
        .refuses("the weight %w is not constant");
    PassAssert.on(
            new FuseBatchNorm(),
            conv("conv", "f32[4,4,1,1]#rand(7)", "%b", "").replace("5,6])", "5,6], %b: f32[4])"))
        .refuses("%b is not constant");
    PassAssert.on(
            new FuseBatchNorm(),
            conv("conv", "f32[4,4,1,1]#rand(7)", "", "")
                .replace("f32[4]#rand(3)", "%m")
                .replace("5,6])", "5,6], %m: f32[4])"))
        .refuses("%m is not constant");
  }

  @Test
  void refusesAResultThatOthersRead() {
    String text = conv("conv", "f32[4,4,1,1]#rand(7)", "", "");
    PassAssert.on(new FuseBatchNorm(), text.replace("return %z", "return %z, %y"))
        .refuses("%y has another reader or is an output");
    PassAssert.on(new FuseBatchNorm(), text.replace("return %z", "  %s = add(%z, %y)\n  return %s"))
        .refuses("%y has another reader or is an output");
  }

  @Test
  void refusesChannelsOnAnotherAxis() {
    PassAssert.on(
            new FuseBatchNorm(),
            """
            graph @g(%x: f32[N,4,3]) {
              %y = mat_mul(%x, f32[3,4]#rand(7))
              %z = batch_normalization(%y, FOUR)
              return %z
            }
            """
                .replace("FOUR", FOUR))
        .refuses("%y: not one number per channel of axis 2");
  }

  @Test
  void refusesAGemmWhoseSummandDiffersFromRowToRow() {
    PassAssert.on(
            new FuseBatchNorm(),
            gemm("gemm", "f32[3,4]#rand(7), %c=f32[2,4]#rand(8)", "").replace("N,3", "2,3"))
        .refuses("%c differs from row to row");
  }

  @Test
  void refusesFactorsThatAreNotFinite() {
    PassAssert.on(
            new FuseBatchNorm(),
            conv("conv", "f32[4,4,1,1]#rand(7)", "", "").replace("0.01, 2]", "-1, 2]"))
        .refuses("%y: the factors are not finite");
  }
}
