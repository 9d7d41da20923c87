package dev.espalier.ir.reduce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults planted in large graphs are all that is left of them. */
class ReduceGraphTest {
  private static final int LAYERS = 120;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void whatIsLeftOfALargeGraphIsTheWrongPattern(long seed) {
    Graph graph = IrParser.parse(network(seed));
    Graph reduced = ReduceGraph.reduce(graph, ReduceGraphTest::sigmoidOfConv);
    assertThat(graph.nodes()).hasSizeGreaterThan(LAYERS);
    assertThat(IrPrinter.printWithContents(reduced).replaceAll("%[a-z0-9]+", "%v"))
        .isEqualTo(
            """
            graph @network(%v: f32[1,1,1,1]) {
              %v = conv(%v, f32[1,1,1,1]#[0]) : f32[1,1,1,1]
              %v = sigmoid(%v) : f32[1,1,1,1]
              return %v
            }
            """);
  }

  /** Convolutions, activations and sums of what came before, and one sigmoid of a convolution. */
  private static String network(long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder("graph @network(%v0: f32[N,16,H,W]) {\n");
    int planted = LAYERS / 4 + random.nextInt(LAYERS / 2);
    for (int i = 1; i <= LAYERS; i++) {
      int from = random.nextInt(Math.max(0, i - 4), i);
      int kind = random.nextInt(3);
      String call =
          switch (kind) {
            case 0 -> "relu(%%v%d)".formatted(from);
            case 1 -> "add(%%v%d, %%v%d)".formatted(from, random.nextInt(i));
            default -> conv(from, i);
          };
      text.append("%%v%d = %s\n".formatted(i, i == planted ? conv(from, i) : call));
      if (i == planted) {
        text.append("%%s = sigmoid(%%v%d)\n".formatted(i));
      }
    }
    return text.append("return %%v%d, %%s, %%v%d }".formatted(LAYERS, LAYERS / 2)).toString();
  }

  private static String conv(int from, int seed) {
    return "conv(%%v%d, f32[16,16,3,3]#rand(%d), f32[16]#rand(1)) {pads=[1,1,1,1]}"
        .formatted(from, 100 + seed);
  }

  private static boolean sigmoidOfConv(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof Sigmoid)
        .map(node -> graph.producer(node.input()))
        .anyMatch(made -> made.isPresent() && made.get().op() instanceof Conv);
  }

  @Test
  void aChoiceBecomesOneOfItsBranches() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,8,6,6]) {
              %a = relu(%x)
              %b = conv(%x, f32[8,8,1,1]#rand(3))
              %m = channel_mask(%b, f32[8]#[1, 0, 1, 1, 1, 1, 1, 0.2])
              %c = choice(%a, %m, f32[2]#[0.5, 2])
              %y = relu(%c)
              return %y
            }
            """);
    Graph reduced = ReduceGraph.reduce(graph, g -> has(g, ChannelMask.class) && has(g, Relu.class));
    assertThat(reduced.nodes()).noneMatch(node -> node.op() instanceof Choice).hasSize(2);
  }

  @Test
  void contentsThatMatterStay() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[N,8,6,6]) {
              %a = channel_mask(%x, f32[8]#[1, 1, 1, 0.25, 1, 1, 1, 1])
              %b = mul(%a, f32[8,1,1]#rand(5))
              return %b
            }
            """);
    Predicate<Graph> fails =
        g -> g.constants().values().stream().anyMatch(tensor -> contains(tensor, 0.25));
    Graph reduced = ReduceGraph.reduce(graph, fails);
    assertThat(IrPrinter.printWithContents(reduced))
        .isEqualTo(
            """
            graph @g(%x: f32[1,4,1,1]) {
              %a = channel_mask(%x, f32[4]#[1, 1, 1, 0.25]) : f32[1,4,1,1]
              return %a
            }
            """);
  }

  @Test
  void sizesShrinkTogetherWithTheirSums() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[1,24,8,8]) {
              %a, %b = split(%x) {axis=1, sizes=[8,16]}
              %c = conv(%b, f32[24,4,3,3]#rand(2)) {groups=4}
              %d = reshape(%c) {shape=[1,24,36]}
              return %a, %d
            }
            """);
    Graph reduced = ReduceGraph.reduce(graph, g -> has(g, Split.class) && has(g, Conv.class));
    assertThat(IrPrinter.printWithContents(reduced))
        .isEqualTo(
            """
            graph @g(%x: f32[1,3,1,1]) {
              %a, %b = split(%x) {axis=1, sizes=[1,2]} : f32[1,1,1,1], f32[1,2,1,1]
              %c = conv(%b, f32[3,2,1,1]#zeros) : f32[1,3,1,1]
              return %c
            }
            """);
  }

  @Test
  void aCutValueBecomesAnInput() {
    Graph graph =
        IrParser.parse(
            """
            graph @g(%x: f32[2,3], %unread: f32[7]) {
              %a = exp(%x)
              %b = sigmoid(%a)
              %c = exp(%b)
              return %c, %x
            }
            """);
    Graph reduced = ReduceGraph.reduce(graph, g -> g.producer("b").isPresent());
    assertThat(reduced.inputs()).hasSize(1);
    assertThat(reduced.outputs()).containsExactly("b");
  }

  @Test
  void thePredicateIsAskedABoundedNumberOfTimes() {
    List<Graph> asked = new ArrayList<>();
    Graph graph = IrParser.parse(network(1));
    ReduceGraph.reduce(
        graph,
        g -> {
          asked.add(g);
          return sigmoidOfConv(g);
        },
        10);
    assertThat(asked).hasSizeLessThanOrEqualTo(11);
  }

  @Test
  void aGraphThatDoesNotFailIsRefused() {
    Graph graph = IrParser.parse("graph @g(%x: f32[2]) { %y = relu(%x) return %y }");
    assertThatThrownBy(() -> ReduceGraph.reduce(graph, g -> false))
        .isInstanceOf(IrException.class)
        .hasMessage("g: the graph to reduce does not fail");
  }

  private static boolean has(Graph graph, Class<?> op) {
    return graph.nodes().stream().map(Node::op).anyMatch(op::isInstance);
  }

  private static boolean contains(Tensor tensor, double value) {
    return Arrays.stream(tensor.toDoubles()).anyMatch(number -> number == value);
  }
}
