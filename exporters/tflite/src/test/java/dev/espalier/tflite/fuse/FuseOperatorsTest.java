package dev.espalier.tflite.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FuseOperatorsTest {
  private static final Options CONV =
      new Options.Conv2D(Padding.VALID, 1, 1, 1, 1, Activation.NONE);

  private final List<LiteTensor> tensors = new ArrayList<>();
  private final List<LiteOp> ops = new ArrayList<>();

  @Test
  void aConvolutionAddsOneNumberToItsBias() {
    LiteModel fused = fused(sum(convolution(), scalar(3)));

    assertThat(fused.ops()).extracting(LiteOp::kind).containsExactly(Builtin.CONV_2D);
    assertThat(bias(fused)).containsExactly(4, 5);
  }

  @Test
  void aConvolutionAddsOneNumberPerChannelToItsBias() {
    LiteModel fused = fused(sum(convolution(), constant(new long[] {1, 1, 1, 2}, 10, 20)));

    assertThat(bias(fused)).containsExactly(11, 22);
  }

  @Test
  void aMapIsNoBias() {
    LiteModel kept = fused(sum(convolution(), constant(new long[] {1, 1, 2, 1}, 10, 20)));

    assertThat(kept.ops()).extracting(LiteOp::kind).containsExactly(Builtin.CONV_2D, Builtin.ADD);
    assertThat(bias(kept)).containsExactly(1, 2);
  }

  @Test
  void aSumThatIsReadTwiceStays() {
    int product = convolution();
    int first = sum(product, scalar(3));
    LiteModel kept = fused(sum(product, first));

    assertThat(kept.ops())
        .extracting(LiteOp::kind)
        .containsExactly(Builtin.CONV_2D, Builtin.ADD, Builtin.ADD);
  }

  @Test
  void aFullyConnectedOperatorReadsOneCell() {
    LiteModel fused = fused(connected(input(3, 1, 1, 4), 3, 4));

    assertThat(fused.ops()).extracting(LiteOp::kind).containsExactly(Builtin.FULLY_CONNECTED);
    assertThat(fused.input(fused.ops().get(0), 0).shape()).containsExactly(3, 1, 1, 4);
    assertThat(fused.output(fused.ops().get(0)).shape()).containsExactly(3, 2);
  }

  @Test
  void severalCellsAreFlattened() {
    LiteModel kept = fused(connected(input(1, 2, 2, 1), 1, 4));

    assertThat(kept.ops())
        .extracting(LiteOp::kind)
        .containsExactly(Builtin.RESHAPE, Builtin.FULLY_CONNECTED);
  }

  private LiteModel fused(int output) {
    return FuseOperators.run(
        new LiteModel(
            "main",
            tensors,
            ops,
            List.of(new LiteModel.Port("x", 0)),
            List.of(new LiteModel.Port("y", output)),
            "",
            Map.of(),
            0));
  }

  private static double[] bias(LiteModel model) {
    LiteOp product = model.ops().get(0);
    return model.input(product, 2).data().orElseThrow().toDoubles();
  }

  private int convolution() {
    int x = input(1, 2, 2, 3);
    int weights = constant(new long[] {2, 1, 1, 3}, 1, 2, 3, 4, 5, 6);
    return op(
        Builtin.CONV_2D, CONV, List.of(1, 2, 2, 2), x, weights, constant(new long[] {2}, 1, 2));
  }

  private int sum(int left, int right) {
    return op(Builtin.ADD, new Options.Add(Activation.NONE), List.of(1, 2, 2, 2), left, right);
  }

  private int connected(int x, int rows, int depth) {
    Options reshape = new Options.Reshape(List.of(rows, depth));
    int flat =
        op(
            Builtin.RESHAPE,
            reshape,
            List.of(rows, depth),
            x,
            constant(new long[] {2}, rows, depth));
    int weights = constant(new long[] {2, 4}, 1, 2, 3, 4, 5, 6, 7, 8);
    Options options = new Options.FullyConnected(Activation.NONE, false);
    int bias = constant(new long[] {2}, 1, 2);
    return op(Builtin.FULLY_CONNECTED, options, List.of(rows, 2), flat, weights, bias);
  }

  private int input(Integer... shape) {
    return add(LiteTensor.value("x", ElementType.F32, List.of(shape)));
  }

  private int scalar(double value) {
    return add(LiteTensor.constant("scalar", Tensor.scalar(ElementType.F32, value)));
  }

  private int constant(long[] shape, double... values) {
    return add(LiteTensor.constant("constant", Tensor.of(ElementType.F32, shape, values)));
  }

  private int op(Builtin kind, Options options, List<Integer> shape, Integer... inputs) {
    int result = add(LiteTensor.value("t" + tensors.size(), ElementType.F32, shape));
    ops.add(new LiteOp(kind, "", 1, List.of(inputs), List.of(result), options, ""));
    return result;
  }

  private int add(LiteTensor tensor) {
    tensors.add(tensor);
    return tensors.size() - 1;
  }
}
