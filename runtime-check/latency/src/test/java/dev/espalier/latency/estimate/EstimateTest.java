package dev.espalier.latency.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.Prediction;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.latency.kernel.Work;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EstimateTest {
  private static Kernel kernel(String node) {
    return new Kernel("SOFTMAX", node, Optional.empty(), Work.ofTraffic(1), 0, 10);
  }

  private static Estimate of(Stream<String> nodes, double unvalidated) {
    Prediction one = new Prediction(0.5, unvalidated, 1, List.of());
    return Estimate.of(nodes.map(EstimateTest::kernel).toList(), kernel -> one, 1.25);
  }

  private static List<String> blocks(Stream<String> nodes) {
    return of(nodes, 0).blocks().stream().map(Block::name).toList();
  }

  @Test
  void kernelsAddUp() {
    Estimate estimate = of(Stream.of("a", "b", "c"), 0.125);
    assertThat(estimate.milliseconds()).isEqualTo(1.5);
    assertThat(estimate.low()).isEqualTo(1.2);
    assertThat(estimate.high()).isEqualTo(1.875);
    assertThat(estimate.unvalidatedShare()).isEqualTo(0.25);
    assertThat(estimate.isLowConfidence()).isTrue();
    assertThat(of(Stream.of("a"), 0.1).isLowConfidence()).as("20 %").isFalse();
    assertThat(of(Stream.of(), 0).unvalidatedShare()).isZero();
  }

  @Test
  void smallScopesAreBlocks() {
    assertThat(blocks(Stream.of("stem.conv", "layer1.0.conv1", "layer1.0.conv2", "fc")))
        .containsExactly("stem", "layer1", "fc");
    assertThat(blocks(Stream.of("/layer1/layer1.0/conv1/Conv", "/fc/Gemm")))
        .containsExactly("/layer1", "/fc");
  }

  @Test
  void largeScopesAreDivided() {
    Stream<String> nodes =
        IntStream.range(0, 30).mapToObj(i -> "features." + i / 3 + ".conv" + i % 3);
    Estimate estimate = of(nodes, 0);
    assertThat(estimate.blocks()).hasSize(10);
    assertThat(estimate.blocks().get(2)).isEqualTo(new Block("features.2", 3, 1.5, 30));
  }

  @Test
  void namesWithoutScopesAreBlocksEach() {
    List<String> names = IntStream.range(0, 20).mapToObj(i -> "Conv_" + i).toList();
    assertThat(blocks(names.stream())).isEqualTo(names);
  }

  @Test
  void blocksAddUpToTheWhole() {
    Stream<String> nodes =
        IntStream.range(0, 100).mapToObj(i -> "a." + i % 3 + "." + i % 7 + "." + i % 11);
    Estimate estimate = of(nodes, 0);
    assertThat(estimate.blocks().stream().mapToDouble(Block::milliseconds).sum())
        .isCloseTo(estimate.milliseconds(), within(1e-9));
    assertThat(estimate.blocks().stream().mapToInt(Block::kernels).sum()).isEqualTo(100);
  }
}
