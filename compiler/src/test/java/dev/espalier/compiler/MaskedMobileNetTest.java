package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.compiler.CompileReport.LedgerEntry;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Rebuild;
import dev.espalier.passes.SharedData;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** MobileNetV2 with 44 masks, exported by PyTorch: the counts were taken from the file by hand. */
class MaskedMobileNetTest {
  private static final int MASKS = 44;
  private static final int MASKED = 8448;
  private static final int MASKABLE = 16832;
  private static final int MASKED_EXPAND_CHANNELS = 3515;
  private static final int NON_ZERO_IN_FRONT_OF_PADDING = 874;
  private static final int ZERO_OR_MASKED_AGAIN = 2641;
  private static final int MASKED_RESIDUAL_ROWS = 537;
  private static final int LIVE_IN_A_PARTNER = 403;
  private static final int DEAD_IN_EVERY_MEMBER = 134;

  private static final String EXPAND = "/features/features\\.\\d+/conv/conv\\.0/.*";
  private static final String RESIDUAL = "/features/features\\.([789]|1[0-6])/conv/conv\\.2/.*";

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void findModel() {
    file = SharedData.file("models/onnx/mobilenetv2-dwbc.onnx");
  }

  @Test
  void theFileHasTheMasksThatAreCounted() {
    Graph graph = OnnxReader.read(file).graph();
    List<double[]> scores =
        graph.nodes().stream()
            .filter(node -> node.op() instanceof ChannelMask)
            .map(node -> graph.constant(node, 1).orElseThrow().toDoubles())
            .toList();
    assertThat(scores).hasSize(MASKS);
    assertThat(scores.stream().mapToInt(s -> s.length).sum()).isEqualTo(MASKABLE);
    assertThat(scores.stream().flatMapToDouble(Arrays::stream).filter(s -> !ChannelMask.passes(s)))
        .hasSize(MASKED);
  }

  @Test
  void masksInFrontOfNormalisationsLeaveWithTheirConstants() throws Exception {
    CompileReport report = compile(file);
    assertThat(report.input().masks()).isEqualTo(MASKS);
    assertThat(sum(report, ".*", MaskedMobileNetTest::dead)).isEqualTo(MASKED);
    assertThat(sum(report, EXPAND, MaskedMobileNetTest::dead)).isEqualTo(MASKED_EXPAND_CHANNELS);
    assertThat(reasons(report, EXPAND)).containsOnly("cost");
    assertThat(sum(report, EXPAND, e -> e.removed() + e.folded()))
        .isGreaterThanOrEqualTo(ZERO_OR_MASKED_AGAIN);
    int mappedOrKept = sum(report, EXPAND, e -> e.mapped() + e.kept());
    assertThat(mappedOrKept).isPositive().isLessThanOrEqualTo(NON_ZERO_IN_FRONT_OF_PADDING);
    assertResidualRows(report);
    assertNoMaskIsLeft();
  }

  @Test
  void masksBehindNormalisationsLeaveWhereNoPartnerIsLive() throws Exception {
    OnnxModel model = OnnxReader.read(file);
    Path moved = folder.resolve("moved.onnx");
    new OnnxWriter().write(model.withGraph(behindNormalisations(model.graph())), moved);
    CompileReport report = compile(moved);
    assertThat(report.input().masks()).isEqualTo(MASKS);
    assertThat(sum(report, ".*", MaskedMobileNetTest::dead)).isEqualTo(MASKED);
    assertThat(sum(report, ".*", LedgerEntry::kept)).isEqualTo(LIVE_IN_A_PARTNER);
    assertThat(reasons(report, ".*")).containsOnly("live partner");
    assertNoMaskIsLeft();
  }

  private CompileReport compile(Path model) throws Exception {
    CompileResult result =
        new CompileJob(model, folder.resolve("out"), CompileOptions.DEFAULTS).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().equivalence()).isNotEmpty().allMatch(row -> row.pass());
    return result.report();
  }

  private static void assertResidualRows(CompileReport report) {
    assertThat(sum(report, RESIDUAL, MaskedMobileNetTest::dead)).isEqualTo(MASKED_RESIDUAL_ROWS);
    assertThat(sum(report, RESIDUAL, LedgerEntry::kept)).isEqualTo(LIVE_IN_A_PARTNER);
    assertThat(sum(report, RESIDUAL, e -> dead(e) - e.kept())).isEqualTo(DEAD_IN_EVERY_MEMBER);
    assertThat(reasons(report, RESIDUAL)).containsOnly("live partner");
    assertThat(rows(report, RESIDUAL).flatMap(e -> e.reasons().stream()))
        .allMatch(reason -> !reason.value().isEmpty());
  }

  /** The reader would recognise a mask in any form. */
  private void assertNoMaskIsLeft() {
    Graph graph = OnnxReader.read(folder.resolve("out").resolve(Format.ONNX.file())).graph();
    assertThat(graph.nodes()).noneMatch(node -> node.op() instanceof ChannelMask);
  }

  private static int dead(LedgerEntry entry) {
    return entry.removed() + entry.folded() + entry.carried() + entry.mapped() + entry.kept();
  }

  private static Stream<LedgerEntry> rows(CompileReport report, String values) {
    return report.channels().ledger().stream().filter(e -> e.value().matches(values));
  }

  private static int sum(CompileReport report, String values, ToIntFunction<LedgerEntry> count) {
    return rows(report, values).mapToInt(count).sum();
  }

  private static List<String> reasons(CompileReport report, String values) {
    return rows(report, values)
        .flatMap(e -> e.reasons().stream())
        .map(CompileReport.Reason::reason)
        .distinct()
        .collect(Collectors.toList());
  }

  /** {@code bn(mask(x))} becomes {@code mask(bn(x))}, under the names that are read. */
  private static Graph behindNormalisations(Graph graph) {
    Rebuild rebuild = new Rebuild(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask) {
        continue;
      }
      Node mask = graph.producer(node.input()).orElse(node);
      if (!(node.op() instanceof BatchNormalization && mask.op() instanceof ChannelMask)) {
        rebuild.node(node);
        continue;
      }
      String plain = node.result() + ".plain";
      List<String> operands =
          Stream.concat(Stream.of(mask.input()), node.operands().stream().skip(1)).toList();
      rebuild.node(new Node(node.label(), node.op(), operands, List.of(plain)));
      rebuild.node(new Node("", mask.op(), List.of(plain, mask.operands().get(1)), node.results()));
    }
    return rebuild.build();
  }
}
