package dev.espalier.zoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.Rebuild;
import dev.espalier.passes.simplify.KeepChosenBranches;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way to choose the branches of the 5 mixed blocks of RTSeg A, at an eighth of its width. */
class BranchesTest {
  private static final int WAYS = 3 * 3 * 3 * 3 * 3;
  private static final int EVALUATED = 30;
  private static final double TOLERANCE = 1e-9;

  private static Graph supernet;
  private static List<Node> choices;

  @BeforeAll
  static void build() {
    Architecture architecture = Zoo.named("rtseg-supernet-A-uniform2.5x").orElseThrow();
    Configuration published = architecture.published().withClasses(5).withSize(32, 32);
    supernet =
        architecture.build(
            published.withScale(1 / 8.0).withRandomStatistics().withElement(ElementType.F64));
    choices = supernet.nodes().stream().filter(n -> n.op() instanceof Choice).toList();
    assertThat(choices).hasSize(5).allMatch(choice -> choice.operands().size() == 3 + 1);
  }

  /** Which branch a way takes in a mixed block: its digit in base 3. */
  private static int branch(int way, int block) {
    return way / (int) Math.pow(3, block) % 3;
  }

  private static double[] oneHot(int way, int block) {
    return IntStream.range(0, 3).mapToDouble(b -> b == branch(way, block) ? 1 : 0).toArray();
  }

  private static Graph chosen(int way) {
    Rebuild rebuild = new Rebuild(supernet);
    for (int block = 0; block < choices.size(); block++) {
      String logits = choices.get(block).operands().get(3);
      Tensor scores =
          Tensor.of(supernet.type(logits).element(), new long[] {3}, oneHot(way, block));
      rebuild.constant(logits, scores);
    }
    supernet.nodes().forEach(rebuild::node);
    return new ApplyRules(new KeepChosenBranches()).run(rebuild.build());
  }

  /** The supernet without choices: each is the sum of its branches, weighted by 0 and 1. */
  private static Graph weighted(int way) {
    Rebuild rebuild = new Rebuild(supernet);
    for (Node node : supernet.nodes()) {
      int block = choices.indexOf(node);
      if (block < 0) {
        rebuild.node(node);
      } else {
        addSum(rebuild, node, oneHot(way, block));
      }
    }
    return rebuild.build();
  }

  private static void addSum(Rebuild rebuild, Node choice, double[] weights) {
    String name = choice.result();
    for (int b = 0; b < 3; b++) {
      Tensor weight = Tensor.of(ElementType.F64, new long[0], weights[b]);
      rebuild.constant(name + ".weight" + b, weight);
      List<String> product = List.of(choice.operands().get(b), name + ".weight" + b);
      rebuild.node(Node.of(new Mul(), product, name + ".product" + b));
    }
    List<String> first = List.of(name + ".product0", name + ".product1");
    rebuild.node(Node.of(new Add(), first, name + ".two"));
    rebuild.node(Node.of(new Add(), List.of(name + ".two", name + ".product2"), name));
  }

  /** What each branch costs goes when it is not chosen; the rest stays, whatever is chosen. */
  @Test
  void costsOfAllWaysAreSums() {
    MacCount whole = MacCounter.count(supernet);
    MacCount[][] branches = new MacCount[choices.size()][];
    for (int block = 0; block < choices.size(); block++) {
      String scope = scope(block);
      branches[block] = new MacCount[] {MacCount.NONE, of(scope + "lir."), of(scope + "mhsa.")};
    }
    TreeSet<Long> different = new TreeSet<>();
    for (int way = 0; way < WAYS; way++) {
      long parameters = whole.parameters();
      long macs = whole.total().value();
      for (int block = 0; block < choices.size(); block++) {
        for (int b = 0; b < 3; b++) {
          boolean goes = b != branch(way, block);
          parameters -= goes ? branches[block][b].parameters() : 0;
          macs -= goes ? branches[block][b].total().value() : 0;
        }
      }
      MacCount left = MacCounter.count(chosen(way));
      assertThat(left.parameters()).as("way %d", way).isEqualTo(parameters);
      assertThat(left.total().value()).as("way %d", way).isEqualTo(macs);
      different.add(macs);
    }
    assertThat(different).hasSizeGreaterThan(50);
  }

  /** Such as {@code s4.mix0.}, of the branch {@code s4.mix0.lir.pwl.1}. */
  private static String scope(int block) {
    String branch = choices.get(block).operands().get(1);
    return branch.substring(0, branch.indexOf(".mix") + ".mix0.".length());
  }

  private static MacCount of(String prefix) {
    List<MacCount> all = MacCounter.perNode(supernet);
    return IntStream.range(0, all.size())
        .filter(i -> supernet.nodes().get(i).result().startsWith(prefix))
        .mapToObj(all::get)
        .reduce(MacCount.NONE, MacCount::plus);
  }

  @Test
  void droppedBranchesAreThoseWeightedByZero() {
    for (int i = 0; i < EVALUATED; i++) {
      int way = i * (WAYS - 1) / (EVALUATED - 1);
      double[] expected = run(weighted(way));
      assertSame(way, run(chosen(way)), expected);
      if (i % 10 == 0) {
        assertSame(way, run(Pipeline.standard(chosen(way)).graph()), expected);
      }
    }
  }

  private static void assertSame(int way, double[] actual, double[] expected) {
    double range = 0;
    for (double value : expected) {
      range = Math.max(range, Math.abs(value - expected[0]));
    }
    assertThat(range).as("range of way %d", way).isPositive();
    for (int i = 0; i < expected.length; i++) {
      assertThat(Math.abs(actual[i] - expected[i]))
          .as("way %d, element %d", way, i)
          .isLessThanOrEqualTo(TOLERANCE * range);
    }
  }

  private static double[] run(Graph graph) {
    Tensor image = SeededTensor.of(graph.inputs().get("image"), 5);
    return new Interpreter(Precision.F64).run(graph, Map.of("image", image)).get(0).toDoubles();
  }
}
