package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Q3: MobileNetV1 with channels that are zero behind the stem, others behind the depthwise
 * convolution that reads it, and one each in two later pairs. Each side is proven dead, so the
 * union of both sets goes.
 */
class MobileNetV1Test {
  private static final String BEHIND_STEM = "#off[4, 6, 10, 13, 15, 16, 19, 26, 28]";
  private static final String BEHIND_DEPTHWISE = "#off[0, 4, 6, 10, 15, 19, 26, 28]";

  /** Width and stride of the depthwise and pointwise pairs. */
  private static final List<long[]> PAIRS =
      List.of(
          new long[] {64, 1},
          new long[] {128, 2},
          new long[] {128, 1},
          new long[] {256, 2},
          new long[] {256, 1},
          new long[] {512, 2},
          new long[] {512, 1},
          new long[] {512, 1},
          new long[] {512, 1},
          new long[] {512, 1},
          new long[] {512, 1},
          new long[] {1024, 2},
          new long[] {1024, 1});

  private final StringBuilder text = new StringBuilder();
  private int seed;

  private Graph network(int size, int pairs) {
    line("graph @g(%%x: f64[1,3,%d,%d]) {".formatted(size, size));
    line("%%s = conv(%%x, f64[32,3,3,3]#rand(%d)) {strides=[2,2]}".formatted(++seed));
    normalise("s", 32, BEHIND_STEM);
    String last = "s";
    long width = 32;
    for (int i = 0; i < pairs; i++) {
      String mask = i == 0 ? BEHIND_DEPTHWISE : i == 3 ? "#off[5]" : i == 5 ? "#off[7]" : "#ones";
      long stride = PAIRS.get(i)[1];
      line(
          "%%d%d = conv(%%%s.m, f64[%d,1,3,3]#rand(%d)) {strides=[%d,%d], pads=[1,1,1,1], groups=%d}"
              .formatted(i, last, width, ++seed, stride, stride, width));
      normalise("d" + i, width, mask);
      long wider = PAIRS.get(i)[0];
      line("%%p%d = conv(%%d%d.m, f64[%d,%d,1,1]#rand(%d))".formatted(i, i, wider, width, ++seed));
      normalise("p" + i, wider, "#ones");
      width = wider;
      last = "p" + i;
    }
    line("%%a = reduce_mean(%%%s.m) {axes=[2,3], keepDims=false}".formatted(last));
    line("%%y = gemm(%%a, f64[%d,10]#rand(%d))".formatted(width, ++seed));
    line("return %y");
    line("}");
    return IrParser.parse(text.toString());
  }

  private void normalise(String value, long channels, String mask) {
    line(
        ("%%%1$s.b = batch_normalization(%%%1$s, f64[%2$d]#ones, f64[%2$d]#rand(%3$d),"
                + " f64[%2$d]#zeros, f64[%2$d]#ones)")
            .formatted(value, channels, ++seed));
    line("%%%1$s.r = clip(%%%1$s.b) {min=0.0, max=6.0}".formatted(value));
    line("%%%1$s.m = channel_mask(%%%1$s.r, f64[%2$d]%3$s)".formatted(value, channels, mask));
  }

  private void line(String statement) {
    text.append(statement).append('\n');
  }

  @Test
  void theUnionOfBothSetsGoes() {
    Graph before = network(224, PAIRS.size());
    Graph after = Pipeline.standard(before).graph();
    assertThat(macs(before, 0)).isEqualTo(10_645_344);
    assertThat(macs(after, 0)).isEqualTo(7_318_674);
    assertThat(weights(before, 0)).isEqualTo(864);
    assertThat(weights(after, 0)).isEqualTo(594);
    assertThat(convolution(after, 1).op()).isEqualTo(withGroups(22));
    assertThat(weights(after, 2)).isEqualTo(64 * 22);
    assertThat(weights(after, 6)).isEqualTo(127 * 128);
    assertThat(weights(after, 7)).isEqualTo(127 * 9);
    assertThat(weights(after, 8)).isEqualTo(256 * 127);
    assertThat(weights(after, 10)).isEqualTo(255 * 256);
  }

  private static Conv withGroups(long groups) {
    return new Conv(List.of(1L, 1L), List.of(1L, 1L), List.of(1L, 1L, 1L, 1L), groups);
  }

  @Test
  void theSameNumbersComeOut() {
    assertThat(PipelineFault.in(network(40, 7), 1)).isEmpty();
  }

  private static Node convolution(Graph graph, int position) {
    return graph.nodes().stream().filter(n -> n.op() instanceof Conv).toList().get(position);
  }

  private static long macs(Graph graph, int position) {
    Node node = convolution(graph, position);
    return node.op().macs(graph.operands(node), graph.resultTypes(node)).value();
  }

  private static long weights(Graph graph, int position) {
    return graph.type(convolution(graph, position).operands().get(1)).elements().value();
  }
}
