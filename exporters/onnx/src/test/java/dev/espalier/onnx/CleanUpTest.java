package dev.espalier.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Where;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.SharedData;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the standard pipeline leaves of real models. */
class CleanUpTest {
  /** Exports of one network, plain and simplified by other tools. */
  @ParameterizedTest
  @CsvSource({
    "pan-mobilenetv3s, pan-mobilenetv3s-simplified, 171",
    "portrait-deeplabv3-unfused-bn, portrait-deeplabv3-fused-bn, 106",
    "espnet-camvid-unfused-bn, espnet-camvid, 191"
  })
  void twoExportsOfANetworkEndAlike(String plain, String simplified, int most) {
    int nodes = compiled(plain).nodes().size();
    assertThat(nodes).isLessThanOrEqualTo(most);
    assertThat(compiled(simplified).nodes().size()).isCloseTo(nodes, Percentage.withPercentage(5));
  }

  @ParameterizedTest
  @CsvSource({"ppocrv3-det, 169", "st-mobilenetv2-0.35-128, 101", "ultraface-rfb-320, 120"})
  void normalisationsAndPadsAreGone(String name, int most) {
    Graph graph = compiled(name);
    assertThat(graph.nodes().size()).isLessThanOrEqualTo(most);
    assertThat(count(graph, BatchNormalization.class) + count(graph, Pad.class)).isZero();
  }

  /** 100 nodes are what other tools leave of the network without masks. */
  @Test
  void noMaskIsLeft() {
    Graph graph = compiled("mobilenetv2-dwbc");
    long masks = count(graph, ChannelMask.class) + count(graph, Where.class);
    assertThat(masks + count(graph, BatchNormalization.class)).isZero();
    assertThat(graph.nodes().size()).isLessThanOrEqualTo(108);
  }

  private static Graph compiled(String name) {
    OnnxModel model = OnnxReader.read(SharedData.file("models/onnx/" + name + ".onnx"));
    return Pipeline.standard(model.graph()).graph();
  }

  private static long count(Graph graph, Class<? extends Op> type) {
    return graph.nodes().stream().filter(node -> type.isInstance(node.op())).count();
  }
}
