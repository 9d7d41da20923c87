package dev.espalier.tflite.fuse;

import static dev.espalier.tflite.model.Builtin.ADD;
import static dev.espalier.tflite.model.Builtin.CONV_2D;
import static dev.espalier.tflite.model.Builtin.FULLY_CONNECTED;
import static dev.espalier.tflite.model.Builtin.TRANSPOSE_CONV;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;
import org.junit.jupiter.api.Test;

class FuseBiasTest {
  private final LiteNet net = new LiteNet();
  private final int x = net.input(1, 2, 2, 3);

  @Test
  void numbersOneByOne() {
    int product = net.convolution(x, Activation.NONE);
    int first = net.sum(product, net.scalar(3), Activation.NONE);
    int second = net.sum(first, net.vector(10, 20), Activation.NONE);
    LiteModel model = net.model(second);
    LiteModel fused = FuseBias.run(model);
    assertThat(LiteNet.kinds(fused)).containsExactly(CONV_2D);
    assertThat(bias(fused, 2)).containsExactly(14, 25);
    assertThat(fused.output(fused.ops().get(0))).isEqualTo(model.tensor(second));
  }

  @Test
  void ofAFullyConnectedOperator() {
    int product = net.connected(x, List.of(1, 2, 2, 2), 3, true);
    LiteModel fused = FuseBias.run(net.model(net.sum(product, net.vector(5, 6), Activation.NONE)));
    assertThat(LiteNet.kinds(fused)).containsExactly(FULLY_CONNECTED);
    assertThat(bias(fused, 2)).containsExactly(5, 6);
  }

  @Test
  void ofATransposedConvolution() {
    Options options = new Options.TransposeConv(Padding.VALID, 1, 1, Activation.NONE);
    int weights = net.constant(new long[] {2, 1, 1, 3}, 1, 2, 3, 4, 5, 6);
    int product =
        net.op(
            TRANSPOSE_CONV,
            options,
            List.of(1, 2, 2, 2),
            net.vector(1, 2, 2, 2),
            weights,
            x,
            net.vector(7, 8));
    LiteModel fused = FuseBias.run(net.model(net.sum(product, net.scalar(1), Activation.NONE)));
    assertThat(LiteNet.kinds(fused)).containsExactly(TRANSPOSE_CONV);
    assertThat(bias(fused, 3)).containsExactly(8, 9);
  }

  @Test
  void notBehindAFunction() {
    int product = net.convolution(x, Activation.RELU);
    assertStays(net.model(net.sum(product, net.scalar(3), Activation.NONE)));
  }

  @Test
  void notWithAFunctionBehindTheSum() {
    int product = net.convolution(x, Activation.NONE);
    assertStays(net.model(net.sum(product, net.scalar(3), Activation.RELU)));
  }

  @Test
  void notWhenTheProductIsReturned() {
    int product = net.convolution(x, Activation.NONE);
    assertStays(net.model(net.sum(product, net.scalar(3), Activation.NONE), product));
  }

  @Test
  void notForAComputedSum() {
    int product = net.convolution(x, Activation.NONE);
    assertStays(net.model(net.sum(product, net.input(1, 2, 2, 2), Activation.NONE)));
  }

  @Test
  void notForOneNumberPerRow() {
    int product = net.convolution(x, Activation.NONE);
    int rows = net.constant(new long[] {1, 2, 1, 1}, 1, 2);
    assertStays(net.model(net.sum(product, rows, Activation.NONE)));
  }

  private static void assertStays(LiteModel model) {
    LiteModel kept = FuseBias.run(model);
    assertThat(LiteNet.kinds(kept)).containsExactly(CONV_2D, ADD);
    assertThat(bias(kept, 2)).containsExactly(1, 2);
  }

  private static double[] bias(LiteModel model, int input) {
    return model.input(model.ops().get(0), input).data().orElseThrow().toDoubles();
  }
}
