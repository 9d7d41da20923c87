package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.Pipeline;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks as supernets: one score per coupled group, on every producer. */
class SupernetTest {
  private static final double TOLERANCE = 1e-9;

  /** ENet has operators that the interpreter does not run. */
  static Stream<String> networks() {
    return Zoo.all().stream().map(Architecture::name).filter(name -> !name.equals("enet-city"));
  }

  private static Graph small(String name) {
    Architecture architecture = Zoo.named(name).orElseThrow();
    return architecture.build(
        architecture
            .published()
            .withClasses(5)
            .withSize(64, 64)
            .withScale(1 / 8.0)
            .withRandomStatistics()
            .withElement(ElementType.F64));
  }

  private static double[] run(Graph graph) {
    Tensor image = SeededTensor.of(graph.inputs().get("image"), 5);
    return new Interpreter(Precision.F64).run(graph, Map.of("image", image)).get(0).toDoubles();
  }

  /** What a mask reads its scores from, such as {@code a.scores b.scores[0, 0, 1, 1]}. */
  private static String source(Graph graph, String scores) {
    if (graph.constant(scores).isPresent()) {
      return scores;
    }
    Node node = graph.producer(scores).orElseThrow();
    String sources =
        node.operands().stream().map(o -> source(graph, o)).collect(Collectors.joining(" "));
    return node.op() instanceof IndexSelect select ? sources + select.indices() : sources;
  }

  private static Map<String, String> masks(Graph graph) {
    Map<String, String> masks = new TreeMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask) {
        masks.put(node.input(), source(graph, node.operands().get(1)));
      }
    }
    return masks;
  }

  @ParameterizedTest
  @MethodSource("networks")
  void withEveryChannelItIsTheNetwork(String name) {
    Graph plain = small(name);
    Graph supernet = Supernet.of(plain);
    assertThat(MacCounter.count(supernet)).isEqualTo(MacCounter.count(plain));
    assertThat(masks(supernet)).isNotEmpty();
    assertThat(run(supernet)).containsExactly(run(plain));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void whatIsLeftOfItComputesTheSame(String name) {
    Graph supernet = Supernet.of(small(name), 0.5, 3);
    Graph left = Pipeline.standard(supernet).graph();
    assertThat(left.nodes()).noneMatch(n -> n.op() instanceof ChannelMask);
    double[] expected = run(supernet);
    double[] actual = run(left);
    double range =
        DoubleStream.of(expected).max().orElseThrow()
            - DoubleStream.of(expected).min().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat(actual[i]).isCloseTo(expected[i], within(TOLERANCE * range));
    }
  }

  /** A mask is behind the activation, or behind the normalisation where there is none. */
  @ParameterizedTest
  @MethodSource("networks")
  void masksAreLast(String name) {
    Graph supernet = Supernet.of(small(name));
    for (Node mask : supernet.nodes()) {
      if (mask.op() instanceof ChannelMask) {
        assertThat(supernet.users(mask.input())).containsExactly(mask);
        boolean early =
            supernet.isReadOnce(mask.result())
                && supernet.users(mask.result()).stream().anyMatch(SupernetTest::isOfTheLayer);
        assertThat(early).as(mask.result()).isFalse();
      }
    }
  }

  private static boolean isOfTheLayer(Node node) {
    return List.of("relu", "clip", "gelu", "hard_swish", "batch_normalization")
        .contains(node.op().mnemonic());
  }

  /** The coupled groups of the specification, with the members that are masked. */
  @Test
  void groupsOfTopFormer() {
    String taps =
        "tpm.ir2.block.2.0.scores tpm.ir4.block.2.0.scores"
            + " tpm.ir6.block.2.0.scores tpm.ir8.block.2.0.scores";
    assertThat(masks(Supernet.of(small("topformer-tiny-ade"))))
        .hasSize(1 + 2 + 8 * 3 + 4 * 7 + 3 * 2 + 1)
        .containsEntry("tpm.stem.relu", "tpm.stem.0.scores")
        .containsEntry("tpm.ir1.block.1.1", "tpm.stem.0.scores")
        .containsEntry("tpm.ir3.block.1.relu", "tpm.ir3.block.0.0.scores")
        .containsEntry("tpm.ir3.block.2.1", "tpm.ir2.block.2.0.scores")
        .containsEntry("trans1.q.1", "trans1.q.0.scores[0, 1, 0, 1, 0, 1, 0, 1]")
        .containsEntry("trans1.k.1", "trans1.q.0.scores[0, 1, 0, 1, 0, 1, 0, 1]")
        .containsEntry(
            "trans1.v.1", "trans1.v.0.scores[0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2, 3]")
        .containsEntry("trans1.proj.1", taps)
        .containsEntry("trans3.fc2.1", taps)
        .containsEntry("trans1.fc1.1", "trans1.fc1.0.scores")
        .containsEntry("trans1.clip_1", "trans1.fc1.0.scores")
        .containsEntry("sim3.local.1", "sim1.gate.0.scores")
        .containsEntry("sim3.global.1", "sim1.gate.0.scores")
        .containsEntry("head.fuse.relu", "sim1.gate.0.scores");
  }

  @Test
  void groupsOfBiSeNetV2() {
    assertThat(masks(Supernet.of(small("bisenetv2-city"))))
        .containsEntry("segment.s3.ge2.conv1.relu", "segment.s3.ge2.conv1.0.scores")
        .containsEntry(
            "segment.s3.ge2.dwexp1.1",
            "segment.s3.ge2.conv1.0.scores[0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]")
        .containsEntry(
            "segment.s3.ge2.dw2.relu",
            "segment.s3.ge2.conv1.0.scores[0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]")
        .containsEntry("segment.s3.ge2.sc_dw.1", "stem.fuse.0.scores")
        .containsEntry("segment.s5.ge1_2.pwl.1", "segment.s5.ge2.pwl.0.scores")
        .containsEntry("ce.gapconv.relu", "segment.s5.ge2.pwl.0.scores")
        .containsEntry("bga.l1pw", "bga.l1pw.scores")
        .containsEntry("bga.l2.1", "bga.l1pw.scores")
        .doesNotContainKeys("bga.r1.1", "bga.r2pw", "head.cls");
  }

  /** Streams under a layer normalisation stay; branches are masked at their ends. */
  @ParameterizedTest
  @CsvSource({
    "rtseg-supernet-A-uniform2.5x, s5.mix1.mhsa.reshape_5",
    "rtseg-supernet-C-table4, s5.mix1.mhsa.unembed"
  })
  void branchesOfAMixedBlockHaveTheScoresOfItsInput(String name, String end) {
    Map<String, String> masks = masks(Supernet.of(small(name)));
    assertThat(masks)
        .containsEntry("s5.down.pwl.1", "s5.down.pwl.0.scores")
        .containsEntry("s5.mix1.lir.pwl.1", "s5.down.pwl.0.scores")
        .containsEntry("s5.mix1.lir.dw.relu", "s5.mix1.lir.pw.0.scores")
        .containsEntry(end, "s5.down.pwl.0.scores")
        .containsKeys("s5.mix1.mhsa.q", "s5.mix1.mhsa.k", "s5.mix1.mhsa.v", "s5.mix1.mhsa.gelu")
        .doesNotContainKeys("s5.mix1.mhsa.patch_embed", "s5.mix1.mhsa.proj", "s5.mix1.mhsa.fc2");
    assertThat(masks.get("s5.mix1.mhsa.q")).isEqualTo(masks.get("s5.mix1.mhsa.k"));
    assertThat(masks.get("s5.mix1.mhsa.q")).isNotEqualTo(masks.get("s5.mix1.mhsa.v"));
  }
}
