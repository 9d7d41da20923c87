package dev.espalier.tflite.fuse;

import static dev.espalier.tflite.model.Builtin.FULLY_CONNECTED;
import static dev.espalier.tflite.model.Builtin.RELU;
import static dev.espalier.tflite.model.Builtin.RESHAPE;
import static dev.espalier.tflite.model.Builtin.TRANSPOSE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FoldTransposeIntoWeightsTest {
  private final LiteNet net = new LiteNet();

  /** Each column is multiplied with the same element of the image as before. */
  @Test
  void columnsFollowTheImage() {
    int image = net.input(2, 3, 4, 5);
    int flat = net.reshape(net.transpose(image, 0, 3, 1, 2), 2, 60);
    LiteModel model = net.model(net.connected(flat, List.of(2, 7), 60, false));
    LiteModel folded = FoldTransposeIntoWeights.run(model);

    assertThat(LiteNet.kinds(folded)).containsExactly(RESHAPE, FULLY_CONNECTED);
    assertThat(folded.ops().get(0).input(0)).isEqualTo(folded.inputs().get(0).tensor());
    double[] before = weights(model, 2);
    double[] after = weights(folded, 1);
    double[] elements = DoubleStream.iterate(0, i -> i + 1).limit(60).toArray();
    double[] moved =
        Tensor.of(ElementType.F64, new long[] {3, 4, 5}, elements).transpose(2, 0, 1).toDoubles();
    for (int row = 0; row < 7; row++) {
      for (int column = 0; column < 60; column++) {
        int element = (int) moved[column];
        assertThat(after[row * 60 + element]).isEqualTo(before[row * 60 + column]);
      }
    }
  }

  @Test
  void leadingAxesAreLeftAlone() {
    int image = net.input(2, 3, 4, 5);
    int flat = net.reshape(net.transpose(image, 0, 1, 3, 2), 2, 3, 20);
    LiteModel folded =
        FoldTransposeIntoWeights.run(net.model(net.connected(flat, List.of(2, 3, 7), 20, true)));
    assertThat(LiteNet.kinds(folded)).containsExactly(RESHAPE, FULLY_CONNECTED);
  }

  @Test
  void notWhenAnAxisMovesThatIsNotFlattened() {
    int flat = net.reshape(net.transpose(net.input(2, 3, 4, 5), 3, 0, 1, 2), 5, 24);
    assertStays(net.model(net.connected(flat, List.of(5, 7), 24, false)), FULLY_CONNECTED);
  }

  @Test
  void notWhenTheReshapeIsNoFlattening() {
    int flat = net.reshape(net.transpose(net.input(2, 3, 4, 5), 0, 3, 1, 2), 4, 30);
    assertStays(net.model(net.connected(flat, List.of(4, 7), 30, false)), FULLY_CONNECTED);
  }

  @Test
  void notWhenSomebodyElseReadsTheFlatImage() {
    int flat = net.reshape(net.transpose(net.input(2, 3, 4, 5), 0, 3, 1, 2), 2, 60);
    int product = net.connected(flat, List.of(2, 7), 60, false);
    assertStays(net.model(product, net.like(RELU, flat)), FULLY_CONNECTED, RELU);
  }

  @Test
  void notWhenSomebodyElseReadsTheTransposedImage() {
    int moved = net.transpose(net.input(2, 3, 4, 5), 0, 3, 1, 2);
    int product = net.connected(net.reshape(moved, 2, 60), List.of(2, 7), 60, false);
    assertStays(net.model(product, net.like(RELU, moved)), FULLY_CONNECTED, RELU);
  }

  private static void assertStays(LiteModel model, Builtin... behind) {
    LiteModel kept = FoldTransposeIntoWeights.run(model);
    assertThat(LiteNet.kinds(kept)).startsWith(TRANSPOSE, RESHAPE).endsWith(behind);
    assertThat(weights(kept, 2)).isEqualTo(weights(model, 2));
  }

  private static double[] weights(LiteModel model, int op) {
    return model.input(model.ops().get(op), 1).data().orElseThrow().toDoubles();
  }
}
