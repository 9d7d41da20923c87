package dev.espalier.tflite.fuse;

import static dev.espalier.tflite.model.Builtin.FULLY_CONNECTED;
import static dev.espalier.tflite.model.Builtin.RELU;
import static dev.espalier.tflite.model.Builtin.RESHAPE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.model.LiteModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@link MergeReshapes} and {@link SkipFlatten}. */
class ReshapesTest {
  private final LiteNet net = new LiteNet();
  private final int x = net.input(2, 3, 4);

  @Test
  void severalAreOne() {
    LiteModel merged = MergeReshapes.run(net.model(net.reshape(net.reshape(x, 6, 4), 24)));
    assertThat(LiteNet.kinds(merged)).containsExactly(RESHAPE);
    assertThat(merged.input(merged.ops().get(0), 0).shape()).containsExactly(2, 3, 4);
    assertThat(merged.output(merged.ops().get(0)).shape()).containsExactly(24);
  }

  @Test
  void thereAndBackIsNone() {
    int back = net.reshape(net.reshape(x, 6, 4), 2, 3, 4);
    LiteModel merged = MergeReshapes.run(net.model(net.like(RELU, back)));
    assertThat(LiteNet.kinds(merged)).containsExactly(RELU);
    assertThat(merged.ops().get(0).input(0)).isEqualTo(merged.inputs().get(0).tensor());
  }

  @Test
  void anOutputIsATensorOfItsOwn() {
    LiteModel merged = MergeReshapes.run(net.model(net.reshape(x, 2, 3, 4)));
    assertThat(LiteNet.kinds(merged)).containsExactly(RESHAPE);
  }

  @Test
  void whatOthersReadStays() {
    int first = net.reshape(x, 6, 4);
    LiteModel merged = MergeReshapes.run(net.model(net.reshape(first, 24), net.like(RELU, first)));
    assertThat(LiteNet.kinds(merged)).containsExactly(RESHAPE, RESHAPE, RELU);
    assertThat(merged.input(merged.ops().get(1), 0).shape()).containsExactly(2, 3, 4);
  }

  @Test
  void oneCellIsReadAsItIs() {
    int image = net.input(3, 1, 1, 4);
    int flat = net.reshape(image, 3, 4);
    LiteModel skipped = SkipFlatten.run(net.model(net.connected(flat, List.of(3, 2), 4, false)));
    assertThat(LiteNet.kinds(skipped)).containsExactly(FULLY_CONNECTED);
  }

  @Test
  void notByAnOperatorThatKeepsAxes() {
    int image = net.input(3, 1, 1, 4);
    int flat = net.reshape(image, 3, 4);
    LiteModel kept = SkipFlatten.run(net.model(net.connected(flat, List.of(3, 2), 4, true)));
    assertThat(LiteNet.kinds(kept)).containsExactly(RESHAPE, FULLY_CONNECTED);
  }

  @Test
  void notOfSeveralCellsOrRows() {
    int cells = net.connected(net.reshape(net.input(1, 1, 2, 2), 1, 4), List.of(1, 2), 4, false);
    int rows = net.connected(net.reshape(net.input(1, 1, 3, 4), 3, 4), List.of(3, 2), 4, false);
    LiteModel kept = SkipFlatten.run(net.model(cells, rows));
    assertThat(LiteNet.kinds(kept))
        .containsExactly(RESHAPE, FULLY_CONNECTED, RESHAPE, FULLY_CONNECTED);
  }
}
