package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.op.Reason;
import dev.espalier.passes.InsertMasks;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Blocker;
import dev.espalier.passes.channels.Fate;
import dev.espalier.passes.channels.LedgerEntry;
import dev.espalier.passes.channels.ValueAxis;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is left of a masked network has the shapes of a network built that narrow. */
class ReducedCountsTest {
  private static Configuration narrow(Architecture architecture, double scale) {
    Configuration small = architecture.published().withClasses(5).withSize(64, 64);
    return small.withScale(scale).withRandomStatistics();
  }

  private static MacCount halved(Graph graph) {
    PruneOptions half = new PruneOptions(PruneMethod.RANDOM, 0.5, 1, List.of(), 3);
    return MacCounter.count(Pipeline.standard(Prune.run(graph, half).graph()).graph());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "vgg16-bn",
        "resnet18",
        "resnet50",
        "resnet101",
        "densenet121",
        "mobilenet-v2",
        "deeplabv3-resnet50"
      })
  void halfOfEachGroupLeavesTheNetworkOfHalfTheWidth(String name) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    MacCount left = halved(architecture.build(narrow(architecture, 1 / 2.0)));
    Graph built = architecture.build(narrow(architecture, 1 / 4.0));
    MacCount expected = MacCounter.count(Pipeline.standard(built).graph());
    assertThat(left.parameters()).isEqualTo(expected.parameters());
    assertThat(left.total()).isEqualTo(expected.total());
  }

  /** Of a transformer, half of each head and of each hidden layer goes; the tokens stay. */
  @Test
  void tokensOfATransformerKeepTheirWidth() {
    Architecture architecture = Zoo.named("vit-b-16").orElseThrow();
    MacCount left = halved(architecture.build(narrow(architecture, 1 / 8.0)));
    long width = 12 * 8;
    long inner = width / 2;
    long hidden = 4 * width / 2;
    long tokens = 4 * 4 + 1;
    long attention = 4 * width * inner;
    long layers = 2 * width * hidden;
    long blocks = 12 * (attention + 3 * inner + width + layers + hidden + width + 4 * width);
    long patches = 3 * 16 * 16 * width;
    assertThat(left.parameters())
        .isEqualTo(patches + width + width + tokens * width + blocks + 2 * width + 5 * width + 5);
    assertThat(left.total().value())
        .isEqualTo(
            16 * patches
                + 12 * (tokens * (attention + layers) + 2 * tokens * tokens * inner)
                + 5 * width);
  }

  @Test
  void aMaskedWidthOfTokensStaysForTheNormalisation() {
    Architecture architecture = Zoo.named("vit-b-16").orElseThrow();
    Graph graph = architecture.build(narrow(architecture, 1 / 8.0).withElement(ElementType.F64));
    double[] scores = new double[96];
    scores[1] = 1;
    ValueAxis tokens = new ValueAxis("encoder.add", 2);
    Pipeline.Result result =
        Pipeline.standard(InsertMasks.separate(Map.of(tokens, scores)).run(graph));
    assertThat(result.ledger().entries()).hasSize(1);
    LedgerEntry entry = result.ledger().entries().get(0);
    assertThat(entry.count(Fate.KEPT)).isEqualTo(95);
    assertThat(entry.reasons())
        .containsExactly(new Blocker(Reason.LAYER_NORM, "encoder.layers.0.ln_1"));
  }

  /** 13 units choose what they pass on and what they read; nothing else moves a channel. */
  @Test
  void shufflesOfChannelsMoveNothing() {
    Architecture architecture = Zoo.named("shufflenet-v2").orElseThrow();
    Graph graph = Pipeline.standard(architecture.build(narrow(architecture, 1 / 8.0))).graph();
    Map<String, Long> operators =
        graph.nodes().stream()
            .collect(Collectors.groupingBy(n -> n.op().mnemonic(), Collectors.counting()));
    assertThat(operators)
        .containsEntry("index_select", 2L * 13)
        .containsEntry("concat", 16L)
        .containsEntry("reshape", 1L)
        .doesNotContainKeys("transpose", "split", "slice");
  }
}
