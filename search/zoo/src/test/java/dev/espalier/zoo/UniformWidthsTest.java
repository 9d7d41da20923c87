package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Conv;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * DeepLabV3 on ResNet-101 with a share of the channels inside its blocks and its pyramid has the
 * published parameters and cost; between the blocks all channels stay.
 */
class UniformWidthsTest {
  private static final int CLASSES = 21;

  @ParameterizedTest
  @CsvSource({
    "0.75, false, 40179797, 49277240192",
    "0.75, true, 44126357, 53431601344",
    "0.25, false, 12585045, 15897827584",
  })
  void theRestHasThePublishedCounts(
      double keep, boolean wholePyramid, long parameters, long multiplyAccumulates) {
    Graph graph = Zoo.named("deeplabv3-r101-os16-voc").map(a -> a.build(a.published())).get();
    List<String> whole =
        convolutions(graph).stream()
            .map(Node::result)
            .filter(name -> isBetweenBlocks(name) || wholePyramid && name.contains("aspp"))
            .toList();
    PruneOptions options = new PruneOptions(PruneMethod.UNIFORM, keep, 1, whole, 1);
    Graph rest = Pipeline.standard(Prune.run(graph, options).graph()).graph();
    assertThat(MacCounter.count(rest).total().value()).isEqualTo(multiplyAccumulates);
    assertThat(convolutions(rest).stream().mapToLong(n -> parameters(rest, n)).sum())
        .isEqualTo(parameters);
  }

  private static List<Node> convolutions(Graph graph) {
    return graph.nodes().stream().filter(n -> n.op() instanceof Conv).toList();
  }

  private static boolean isBetweenBlocks(String name) {
    return name.equals("backbone.conv1")
        || name.endsWith(".conv3")
        || name.endsWith(".downsample.0");
  }

  /** As before normalisations were folded: a scale and a shift per channel. */
  private static long parameters(Graph graph, Node conv) {
    long channels = graph.type(conv.result()).dim(1).value();
    return graph.constant(conv, 1).orElseThrow().size()
        + (channels == CLASSES ? CLASSES : 2 * channels);
  }
}
