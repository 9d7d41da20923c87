package dev.espalier.passes.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.passes.Pass;
import dev.espalier.passes.PassAssert;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.Rule;
import org.junit.jupiter.api.Test;

/** No map goes into parameters whose type does not hold the result. */
class WeightScalingTest {
  private static final Pass PIPELINE = graph -> Pipeline.standard(graph).graph();

  /** An operator with two channels behind which every channel is scaled. */
  private static String graph(String element, String lines) {
    return """
    graph @g(%x: E[1,2,1,2]) {
      LINES
      return %z
    }
    """
        .replace("LINES", lines)
        .replace("E[", element + "[");
  }

  private static void refuses(Rule<?> rule, String element, String lines, String value) {
    PassAssert.on(rule, graph(element, lines))
        .refuses("%" + value + " leaves the range of " + element);
  }

  @Test
  void productsThatAreInfiniteStayOutOfEveryOperator() {
    for (String operator :
        new String[] {
          "conv(%x, %w=E[2,2,1,1]#[1, 300, 1, 1])",
          "conv(%x, %w=E[2,1,1,1]#[1, 300], E[2]#[1, 1]) {groups=2}",
          "conv_transpose(%x, %w=E[2,2,1,1]#[1, 300, 1, 1])",
          "conv_transpose(%x, %w=E[2,1,1,1]#[1, 300]) {groups=2}",
          "batch_normalization(%x, %w=E[2]#[1, 300], E[2]#[0, 0], E[2]#[0, 0], E[2]#[1, 1])",
          "instance_normalization(%x, %w=E[2]#[1, 300], E[2]#[0, 0])",
          "conv(%x, %v=E[2,2,1,1]#ones) %z = add(%y, %w=E[2,1,2]#[1, 1, 300, 1])"
        }) {
      String value = operator.contains("%z") ? "z" : "y";
      String lines = "%y = " + operator + " %s = mul(%" + value + ", E[2,1,1]#[300, 300])";
      refuses(new FuseMul(), "f16", lines.replace("%z", "%t").replace("%s", "%z"), "w");
    }
  }

  @Test
  void productsThatAreInfiniteStayOutOfMatrices() {
    for (String operator :
        new String[] {
          "gemm(%x, %w=f16[2,2]#[1, 300, 1, 1])",
          "gemm(%x, %w=f16[2,2]#[1, 300, 1, 1]) {transB=true}",
          "mat_mul(%x, %w=f16[2,2]#[1, 300, 1, 1])"
        }) {
      String lines = "%y = " + operator + " %z = mul(%y, f16[2]#[300, 300])";
      PassAssert.on(new FuseMul(), graph("f16", lines).replace("[1,2,1,2]", "[1,2]"))
          .refuses("%w leaves the range of f16");
    }
  }

  @Test
  void aBiasThatIsInfiniteStaysOutside() {
    String lines = "%y = conv(%x, %w=E[2,2,1,1]#ones, E[2]#[1, 60000]) %z = add(%y, C)";
    refuses(new FuseAdd(), "f16", lines.replace("C", "E[2,1,1]#[1, 60000]"), "w");
    refuses(
        new FuseAdd(),
        "f32",
        lines.replace("60000", "3e38").replace("C", "E[2,1,1]#[1, 3e38]"),
        "w");
  }

  @Test
  void channelsWhoseDigitsAreLostStayAsTheyAre() {
    String lines = "%y = conv(%x, %w=E[2,2,1,1]#[1, 1, 0.001, 0.001]) %z = div(%y, E[]#[1000])";
    refuses(new FuseMul(), "f16", lines, "w");
    refuses(new FuseMul(), "f32", lines.replace("0.001", "1e-20").replace("1000", "1e20"), "w");
  }

  @Test
  void batchNormOfALargeScaleStays() {
    String lines =
        "%y = conv(%x, %w=E[2,2,1,1]#[9, 9, 9, 9]) %z = batch_normalization(%y, E[2]#[100, 100],"
            + " E[2]#[0, 0], E[2]#[0, 0], E[2]#[0, 0]) {epsilon=1e-5}";
    refuses(new FuseBatchNorm(), "f16", lines, "w");
    refuses(new FuseBatchNorm(), "f32", lines.replace("9, ", "1e38, ").replace(" 9]", " 1]"), "w");
  }

  /** Small inputs make finite numbers of both; with one weight of 90000 they would be infinite. */
  @Test
  void theWholePipelineKeepsTheNumbersOfAHalfPrecisionNetwork() {
    PassAssert.on(
            PIPELINE,
            graph(
                "f16",
                "%y = conv(%x, f16[2,2,1,1]#[300, 300, 1, 1]) %s = mul(%y, f16[]#[300])"
                    + " %z = sin(%s)"))
        .keeps("mul");
  }

  @Test
  void slicesOfManyNumbersAreLookedAtWhole() {
    double[] numbers = new double[3 * 5000];
    numbers[4999] = 4;
    numbers[10_000] = -8;
    Tensor weight = Tensor.of(ElementType.F16, new long[] {3, 5000}, numbers);
    assertThat(new WeightScaling(weight, 0, 16_000, 1e9, 8_000).isInRange()).isTrue();
    assertThat(new WeightScaling(weight, 0, 17_000, 1, 1).isInRange()).isFalse();
    assertThat(new WeightScaling(weight, 0, 1, 1, 8_200).isInRange()).isFalse();
    Tensor columns = weight.transpose(1, 0);
    assertThat(new WeightScaling(columns, 1, 16_000, 1e9, 8_000).isInRange()).isTrue();
    assertThat(new WeightScaling(columns, 1, 1, 1, 8_200).isInRange()).isFalse();
  }

  /** Filters that were below the normal numbers before any scaling do not keep the others back. */
  @Test
  void whatWasTooSmallBeforeMayBeScaled() {
    Tensor weight = Tensor.of(ElementType.F32, new long[] {2, 1}, 1, 1e-40);
    assertThat(new WeightScaling(weight, 0, 0.5, 0.5).isInRange()).isTrue();
    assertThat(new WeightScaling(weight, 0, 1e-38, 0.5).isInRange()).isFalse();
  }
}
