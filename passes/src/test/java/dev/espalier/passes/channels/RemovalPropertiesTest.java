package dev.espalier.passes.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.IrPrinter;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.fuse.FuseRules;
import dev.espalier.passes.fuse.LowerChannelMask;
import dev.espalier.passes.simplify.FoldConstants;
import dev.espalier.passes.simplify.KeepChosenBranches;
import dev.espalier.passes.simplify.MergeEqualNodes;
import dev.espalier.passes.simplify.SimplifyRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of removal on any network: it settles, and neither order nor numbering matters. */
class RemovalPropertiesTest {
  private static final ApplyRules.Listener SILENT = new ApplyRules.Listener() {};
  private static final Interpreter INTERPRETER = new Interpreter(Precision.F64);

  private static Graph settled(Graph graph, List<Pass> passes) {
    Graph before;
    Graph after = graph;
    do {
      before = after;
      for (Pass pass : passes) {
        after = pass.run(after);
      }
    } while (after != before);
    return after;
  }

  @Test
  void aSecondRemovalChangesNothing() {
    for (long seed = 0; seed < 60; seed++) {
      Graph chosen =
          new ApplyRules(SILENT, List.of(new KeepChosenBranches())).run(RandomSupernet.of(seed));
      Graph once = new RemoveDeadChannels().run(chosen);
      Graph twice = new RemoveDeadChannels().run(once);
      assertThat(IrPrinter.print(twice)).as("seed %d", seed).isEqualTo(IrPrinter.print(once));
    }
  }

  @Test
  void theOrderOfPassesDoesNotMatter() {
    for (long seed = 0; seed < 20; seed++) {
      Graph graph = RandomSupernet.of(seed);
      Graph standard = Pipeline.standard(graph).graph();
      List<Pass> passes = new ArrayList<>(passes());
      Collections.shuffle(passes, new Random(seed));
      Pass lower = new ApplyRules(SILENT, List.of(new LowerChannelMask()));
      Graph other = lower.run(settled(graph, passes));
      assertThat(work(other)).as("seed %d", seed).isEqualTo(work(standard));
      assertSameNumbers(graph, other, seed);
    }
  }

  private static List<Pass> passes() {
    return List.of(
        new ApplyRules(SILENT, List.of(new KeepChosenBranches())),
        new ApplyRules(SILENT, SimplifyRules.all()),
        new ApplyRules(SILENT, FuseRules.all()),
        new FoldConstants(),
        new MergeEqualNodes(),
        new RemoveDeadChannels());
  }

  /** The weights of layers, and what they are multiplied with. */
  private static List<String> work(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> LinearReader.of(graph, node).isPresent())
        .map(
            node ->
                graph.type(node.operands().get(1))
                    + " "
                    + node.op().macs(graph.operands(node), graph.resultTypes(node)))
        .sorted()
        .toList();
  }

  private static String counts(Graph graph) {
    MacCount count = MacCounter.count(graph);
    return count.parameters() + " " + count.total();
  }

  private static void assertSameNumbers(Graph a, Graph b, long seed) {
    List<Tensor> expected = INTERPRETER.run(a, PipelineFault.inputs(a, seed));
    List<Tensor> actual = INTERPRETER.run(b, PipelineFault.inputs(a, seed));
    for (int i = 0; i < expected.size(); i++) {
      double[] numbers = expected.get(i).toDoubles();
      double range = Math.max(1e-3, Arrays.stream(numbers).map(Math::abs).max().orElse(1));
      double[] others = actual.get(i).toDoubles();
      for (int k = 0; k < numbers.length; k++) {
        assertThat(Math.abs(others[k] - numbers[k])).isLessThanOrEqualTo(1e-9 * range);
      }
    }
  }

  /** Folding normalisations first, or removing channels first. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void removalCommutesWithFoldingNormalisations(int seed) {
    Graph graph = IrParser.parse(network(seed, new int[] {0, 1, 2, 3, 4, 5}));
    Pass fold = new ApplyRules(SILENT, FuseRules.all());
    Pass remove = new RemoveDeadChannels();
    Graph a = settled(graph, List.of(fold, remove));
    Graph b = settled(graph, List.of(remove, fold));
    assertThat(structure(b)).isEqualTo(structure(a));
    assertThat(weights(b)).hasSameSizeAs(weights(a));
    for (int i = 0; i < weights(a).size(); i++) {
      double[] expected = weights(a).get(i).toDoubles();
      double most = Arrays.stream(expected).map(Math::abs).max().orElse(0);
      assertThat(weights(b).get(i).toDoubles())
          .containsExactly(expected, Offset.offset(1e-12 * most));
    }
  }

  private static List<String> structure(Graph graph) {
    return graph.nodes().stream()
        .map(node -> node.op() + " " + node.operands().size() + " " + graph.resultTypes(node))
        .toList();
  }

  private static List<Tensor> weights(Graph graph) {
    return graph.nodes().stream()
        .flatMap(node -> node.operands().stream())
        .flatMap(operand -> graph.constant(operand).stream())
        .toList();
  }

  /** The channels of a block in another order, with all their parameters: the same function. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void theNumberingOfChannelsDoesNotMatter(int seed) {
    List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5));
    Collections.shuffle(order, new Random(seed));
    Graph a = IrParser.parse(network(seed, new int[] {0, 1, 2, 3, 4, 5}));
    Graph b = IrParser.parse(network(seed, order.stream().mapToInt(i -> i).toArray()));
    Graph small = Pipeline.standard(b).graph();
    assertThat(counts(small)).isEqualTo(counts(Pipeline.standard(a).graph()));
    assertSameNumbers(a, b, seed);
    assertSameNumbers(a, small, seed);
  }

  /** A residual block whose six inner channels are numbered in some order. */
  private static String network(int seed, int[] order) {
    Random random = new Random(seed);
    String[] scores = new String[6];
    Arrays.setAll(scores, i -> random.nextInt(3) == 0 ? "0" : "1");
    return """
    graph @g(%%x: f64[1,3,6,6]) {
      %%a = conv(%%x, %s)
      %%m = channel_mask(%%a, f64[6]#[%s])
      %%b = batch_normalization(%%m, %s, %s, %s, f64[6]#ones)
      %%r = relu(%%b)
      %%d = conv(%%r, %s, %s) {pads=[1,1,1,1], groups=6}
      %%e = batch_normalization(%%d, %s, %s, %s, f64[6]#ones)
      %%s = clip(%%e) {min=0, max=6}
      %%p = conv(%%s, %s)
      %%q = add(%%p, %%x)
      %%y = conv(%%q, f64[2,3,3,3]#rand(3)) {pads=[1,1,1,1]}
      return %%y
    }
    """
        .formatted(
            rows("6,3,1,1", 3, order, seed),
            String.join(", ", Arrays.stream(order).mapToObj(i -> scores[i]).toList()),
            rows("6", 1, order, seed + 10),
            rows("6", 1, order, seed + 20),
            rows("6", 1, order, seed + 30),
            rows("6,1,3,3", 9, order, seed + 40),
            rows("6", 1, order, seed + 50),
            rows("6", 1, order, seed + 60),
            rows("6", 1, order, seed + 70),
            rows("6", 1, order, seed + 80),
            columns(order, seed + 90));
  }

  /** Random numbers, some per channel, in the order of the channels. */
  private static String rows(String shape, int each, int[] order, int seed) {
    double[] numbers = new Random(seed).doubles(6L * each, -1, 1).toArray();
    List<String> ordered = new ArrayList<>();
    for (int channel : order) {
      for (int i = 0; i < each; i++) {
        ordered.add(String.valueOf(numbers[channel * each + i]));
      }
    }
    return "f64[%s]#[%s]".formatted(shape, String.join(", ", ordered));
  }

  private static String columns(int[] order, int seed) {
    double[] numbers = new Random(seed).doubles(18, -1, 1).toArray();
    List<String> ordered = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int channel : order) {
        ordered.add(String.valueOf(numbers[row * 6 + channel]));
      }
    }
    return "f64[3,6,1,1]#[%s]".formatted(String.join(", ", ordered));
  }
}
