package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.fuse.FuseBatchNorm;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How counts follow the size of the picture and the folding of normalisations. */
class CountingTest {
  private static Graph built(String name, int size) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    Configuration published = architecture.published().withSize(size, size);
    return architecture.build(published.withRandomStatistics());
  }

  @ParameterizedTest
  @CsvSource({"topformer-tiny-ade, 512", "topformer-base-ade, 512"})
  void attentionGrowsWithTheSquareOfThePicture(String name, int size) {
    MacCount small = MacCounter.count(built(name, size));
    MacCount large = MacCounter.count(built(name, 2 * size));
    assertThat(large.conv().value()).isEqualTo(4 * small.conv().value());
    assertThat(large.matmul().value()).isEqualTo(16 * small.matmul().value()).isPositive();
    assertThat(large.linear().value()).isZero();
    assertThat(large.parameters()).isEqualTo(small.parameters());
  }

  /** Convolution by convolution; what sees the mean of the picture does not see its size. */
  @ParameterizedTest
  @CsvSource({
    "resnet18, 224, 0",
    "mobilenet-v2, 224, 0",
    "bisenetv2-city, 256, 1",
    "stdc1-seg-city-infer, 256, 5",
    "bisenet-r18-city-full, 256, 5",
    "deeplabv3plus-mbv2-full-city, 256, 1",
    "rtseg-supernet-A-uniform2.5x, 256, 1"
  })
  void convolutionsGrowWithThePicture(String name, int size, int behindMeans) {
    Graph small = built(name, size);
    Graph large = built(name, 2 * size);
    List<MacCount> before = MacCounter.perNode(small);
    List<MacCount> after = MacCounter.perNode(large);
    Set<String> means = new HashSet<>();
    int found = 0;
    for (int i = 0; i < before.size(); i++) {
      Node node = small.nodes().get(i);
      boolean isMean = node.op() instanceof ReduceMean || means.contains(node.input());
      if (isMean && large.type(node.result()).equals(small.type(node.result()))) {
        means.addAll(node.results());
      }
      if (node.op() instanceof Conv) {
        boolean isFixed = means.contains(node.input());
        found += isFixed ? 1 : 0;
        long times = isFixed ? 1 : 4;
        assertThat(after.get(i).conv().value())
            .as(node.result())
            .isEqualTo(times * before.get(i).conv().value());
      }
    }
    assertThat(found).as("convolutions behind a mean of the whole picture").isEqualTo(behindMeans);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"vgg16-bn", "resnet18", "mobilenet-v2", "pidnet-s-city-full", "bisenetv2-city"})
  void aFoldedNormalisationLeavesABias(String name) {
    Graph graph = built(name, 256);
    Graph folded = new ApplyRules(new FuseBatchNorm()).run(graph);
    MacCount before = MacCounter.count(graph);
    MacCount after = MacCounter.count(folded);
    assertThat(before.parameters() - after.parameters()).isEqualTo(foldable(graph)).isPositive();
    assertThat(after.total()).isEqualTo(before.total());
  }

  /** C parameters per normalisation of a convolution without bias, 2C of one with a bias. */
  private static long foldable(Graph graph) {
    long parameters = 0;
    for (Node node : graph.nodes()) {
      if (node.op() instanceof BatchNormalization && graph.isReadOnce(node.input())) {
        Node in = graph.producer(node.input()).orElseThrow();
        long channels = graph.type(node.result()).dim(1).value();
        if (in.op() instanceof Conv) {
          parameters += in.operands().size() == 3 ? 2 * channels : channels;
        }
      }
    }
    return parameters;
  }

  @Test
  void bothFormsOfAConvolutionAreFolded() {
    assertThat(built("vgg16-bn", 64).nodes())
        .filteredOn(node -> node.op() instanceof Conv)
        .allMatch(node -> node.operands().size() == 3);
    assertThat(built("resnet18", 64).nodes())
        .filteredOn(node -> node.op() instanceof Conv)
        .allMatch(node -> node.operands().size() == 2);
  }
}
