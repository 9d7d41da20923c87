package dev.espalier.passes.prune;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.Pipeline;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlignMasksTest {
  private static final String ONE_LAYER =
      """
      graph @g(%x: f32[1,3,8,8]) {
        %%a = conv(%%x, f32[8,3,1,1]#rand(1))
        %%m = channel_mask(%%a, f32[8]#[%s])
        %%y = conv(%%m, f32[5,8,1,1]#rand(2))
        return %%y
      }
      """
          .replace("(%x", "(%%x");

  @ParameterizedTest
  @CsvSource({
    "'1,0,0,0,0,0,0,0', '1,1,1,1,0,0,0,0'", // lower indices first
    "'1,0,0.1,0.2,0,0.5,0,0.4', '1,0,0,1,0,1,0,1'", // higher scores first
    "'1,1,1,1,1,0,0,0', '1,1,1,1,1,1,1,1'", // up to all there are
    "'1,1,0,1,0,1,0,0', '1,1,0,1,0,1,0,0'", // a multiple already
    "'0,0,0,0,0,0,0,0', '0,0,0,0,0,0,0,0'", // nothing stays nothing
  })
  void aWidthBecomesAMultipleOfFour(String scores, String passing) {
    Graph aligned = align(ONE_LAYER.formatted(scores), 4);
    assertThat(passing(aligned, "m")).isEqualTo(channels(passing));
  }

  @Test
  void aWidthIsAtMostAllChannels() {
    assertThat(passing(align(ONE_LAYER.formatted("1,0,0,0,0,0,0,1"), 5), "m")).hasSize(5);
    assertThat(passing(align(ONE_LAYER.formatted("1,1,1,1,1,1,0,0"), 5), "m")).hasSize(8);
  }

  @Test
  void nothingChangesWhereEveryWidthFits() {
    Graph graph = IrParser.parse(ONE_LAYER.formatted("1,1,1,1,0,0,0,0"));
    assertThat(new AlignMasks(4).run(graph)).isSameAs(graph);
    assertThat(new AlignMasks(1).run(graph)).isSameAs(graph);
    Graph aligned = align(ONE_LAYER.formatted("1,0,0,0,0,0,0,0"), 4);
    assertThat(new AlignMasks(4).run(aligned)).isSameAs(aligned);
  }

  /** The constant that is merged into a carrier keeps one channel more than the masks do. */
  @Test
  void aCarrierCounts() {
    Graph aligned =
        align(
            """
            graph @g(%x: f32[1,3,H,W]) {
              %a = conv(%x, f32[12,3,3,3]#rand(1)) {pads=[1,1,1,1]}
              %m = channel_mask(%a, f32[12]#[1,1,1,1,0,0,0,0,0,0,0,0])
              %b = add(%m, f32[12,1,1]#ones)
              %y = conv(%b, f32[5,12,3,3]#rand(2)) {pads=[1,1,1,1]}
              return %y
            }
            """,
            4);
    assertThat(passing(aligned, "m")).hasSize(7);
    assertThat(widths(aligned)).containsExactly(8L, 5L);
  }

  @Test
  void everyMaskOfAGroupLetsTheChannelPass() {
    Graph aligned =
        align(
            """
            graph @g(%x: f32[1,3,8,8]) {
              %a = conv(%x, f32[8,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[8]#[1,1,1,0,0,0,0,0])
              %d = conv(%m, f32[8,1,3,3]#rand(2)) {pads=[1,1,1,1], groups=8}
              %n = channel_mask(%d, f32[8]#[1,1,1,0,0,0,0,0])
              %y = conv(%n, f32[5,8,1,1]#rand(3))
              return %y
            }
            """,
            4);
    assertThat(passing(aligned, "m")).isEqualTo(List.of(0, 1, 2, 3));
    assertThat(passing(aligned, "n")).isEqualTo(List.of(0, 1, 2, 3));
  }

  @Test
  void theBranchThatIsNotChosenDoesNotCount() {
    Graph aligned =
        align(
            """
            graph @g(%x: f32[1,3,8,8]) {
              %a = conv(%x, f32[8,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[8]#[1,1,1,0,0,0,0,0])
              %b = conv(%x, f32[8,3,1,1]#rand(4))
              %n = channel_mask(%b, f32[8]#[0,0,0,0,0,1,1,1])
              %c = choice(%m, %n, f32[2]#[1, 0])
              %y = conv(%c, f32[5,8,1,1]#rand(3))
              return %y
            }
            """,
            4);
    assertThat(passing(aligned, "m")).isEqualTo(List.of(0, 1, 2, 3));
    assertThat(passing(aligned, "n")).isEqualTo(List.of(5, 6, 7));
  }

  @Test
  void groupsOfAConvolutionKeepEquallyMany() {
    Graph aligned =
        align(
            """
            graph @g(%x: f32[1,3,8,8]) {
              %a = conv(%x, f32[16,3,1,1]#rand(1))
              %m = channel_mask(%a, f32[16]#[1,0,0,0,0,0,0,0,1,1,1,0,0,0,0,0])
              %y = conv(%m, f32[6,8,1,1]#rand(2)) {groups=2}
              return %y
            }
            """,
            4);
    assertThat(widths(aligned)).containsExactly(8L, 6L);
    assertThat(passing(aligned, "m")).contains(0, 8, 9, 10).hasSizeGreaterThan(4);
  }

  @Test
  void aWidthIsPositive() {
    assertThatThrownBy(() -> new AlignMasks(0)).hasMessageContaining("not 0");
  }

  private static Graph align(String text, int multiple) {
    return new AlignMasks(multiple).run(IrParser.parse(text));
  }

  private static List<Integer> channels(String scores) {
    double[] values =
        List.of(scores.split(",")).stream().mapToDouble(Double::parseDouble).toArray();
    return passing(values);
  }

  private static List<Integer> passing(Graph graph, String mask) {
    Node node = graph.producer(mask).orElseThrow();
    return passing(graph.constant(node, 1).map(Tensor::toDoubles).orElseThrow());
  }

  private static List<Integer> passing(double[] scores) {
    return IntStream.range(0, scores.length)
        .filter(c -> ChannelMask.passes(scores[c]))
        .boxed()
        .toList();
  }

  /** The filters of the convolutions that are left. */
  private static List<Long> widths(Graph graph) {
    Graph compiled = Pipeline.standard(graph).graph();
    return compiled.nodes().stream()
        .filter(node -> node.op() instanceof Conv)
        .map(node -> compiled.type(node.result()).dim(1).value())
        .toList();
  }
}
