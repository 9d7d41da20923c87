package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Resize;
import dev.espalier.passes.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that are built count as the layer lists of the specification do, to the last digit. */
class SpecificationTest {
  static Stream<String> keys() throws IOException {
    try (Stream<Path> files = Files.list(SharedData.file("arch"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".json"))
          .map(name -> name.substring(0, name.length() - 5))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("keys")
  void aNetworkCountsAsItsList(String key) throws IOException {
    JsonNode list = new ObjectMapper().readTree(SharedData.file("arch/" + key + ".json").toFile());
    Graph graph = Zoo.named(key).orElseThrow().build();
    JsonNode size = list.get("input");
    assertThat(graph.type("image").shape())
        .containsExactly(1, 3, size.get(2).asLong(), size.get(3).asLong());
    assertThat(graph.type(graph.outputs().get(0)).dim(1).value())
        .isEqualTo(list.get("num_classes").asLong());
    MacCount count = MacCounter.count(graph);
    JsonNode totals = list.get("totals");
    assertThat(count.parameters()).isEqualTo(totals.get("params").asLong());
    assertThat(count.conv().plus(count.linear()).value()).isEqualTo(totals.get("macs").asLong());
    assertThat(count.matmul().value()).isEqualTo(totals.get("matmul").asLong());
    JsonNode terms = totals.get("aux");
    assertThat(second(graph, SpecificationTest::isNorm)).isEqualTo(2 * terms.get("bn").asLong());
    long resized = second(graph, n -> n.op() instanceof Resize);
    assertThat(resized - extra(key)).isEqualTo(terms.get("resize").asLong());
    assertThat(count.mmcvLike().value() - extra(key) - pooled(key, graph))
        .isEqualTo(totals.get("mmcv_like").asLong());
  }

  /** The convolutions, in any order, with their windows, biases and sizes. */
  @ParameterizedTest
  @MethodSource("keys")
  void aNetworkHasTheConvolutionsOfItsList(String key) throws IOException {
    JsonNode list = new ObjectMapper().readTree(SharedData.file("arch/" + key + ".json").toFile());
    Graph graph = Zoo.named(key).orElseThrow().build();
    assertThat(convolutions(graph)).containsExactlyInAnyOrderElementsOf(convolutions(list));
  }

  private static List<String> convolutions(JsonNode list) {
    return StreamSupport.stream(list.get("layers").spliterator(), false)
        .filter(row -> row.get("op").asText().matches("conv|dwconv"))
        .map(
            row ->
                "%s to %s, kernel %s, strides %s, pads %s, dilation %s, groups %s, biased %s, %sx%s"
                    .formatted(
                        row.get("cin"),
                        row.get("cout"),
                        row.get("k"),
                        row.get("s"),
                        row.get("pad"),
                        row.get("dil"),
                        row.get("groups"),
                        row.get("bias"),
                        row.get("hout"),
                        row.get("wout")))
        .toList();
  }

  private static List<String> convolutions(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Conv)
        .map(node -> convolution(graph, node, (Conv) node.op()))
        .toList();
  }

  private static String convolution(Graph graph, Node node, Conv conv) {
    long[] weight = graph.type(node.operands().get(1)).shape();
    long[] result = graph.type(node.result()).shape();
    return "%d to %d, kernel [%d,%d], strides [%d,%d], pads [%d,%d], dilation %d, groups %d, biased %s, %dx%d"
        .formatted(
            weight[1] * conv.groups(),
            weight[0],
            weight[2],
            weight[3],
            conv.strides().get(0),
            conv.strides().get(1),
            conv.pads().get(0),
            conv.pads().get(1),
            conv.dilations().get(0),
            conv.groups(),
            node.operand(2).isPresent(),
            result[2],
            result[3]);
  }

  /** The list of PIDNet has no row for the smaller features that each of its two gates resizes. */
  private static long extra(String key) {
    return key.equals("pidnet-s-city-full") ? 2 * 32 * 128 * 256 : 0;
  }

  /** The list of ENet leaves its pooling out. */
  private static long pooled(String key, Graph graph) {
    return key.equals("enet-city") ? second(graph, n -> n.op() instanceof MaxPool) : 0;
  }

  /** What some nodes add to the second count. */
  private static long second(Graph graph, Predicate<Node> nodes) {
    List<MacCount> counts = MacCounter.perNode(graph);
    return IntStream.range(0, counts.size())
        .filter(i -> nodes.test(graph.nodes().get(i)))
        .mapToLong(i -> counts.get(i).mmcvLike().value())
        .sum();
  }

  private static boolean isNorm(Node node) {
    return node.op() instanceof BatchNormalization || node.op() instanceof LayerNormalization;
  }
}
