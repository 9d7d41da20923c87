package dev.espalier.ir;

import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Counts multiply-accumulates and parameters.
 *
 * <p>The canonical count is that of convolutions (transposed ones on input positions), of linear
 * layers, and of products of two values that both depend on the input, as in attention. The second
 * count is that of tools like mmcv, which look at layers: no products of two values, but 2 per
 * element of a normalisation, 1 per element of a resize or a bias, 1 per pooled element, and 1 per
 * element of an activation that belongs to a convolution or an attention. Activations of sums and
 * of linear layers are none of theirs, nor are gates as large as what they weigh, nor is what
 * follows a transposed convolution.
 *
 * <p>Parameters are the floating-point constants that nodes read, each counted once, without
 * running statistics, mask scores, choice logits, single numbers in arithmetic, and matrices that
 * take means.
 */
public final class MacCounter {
  private final Graph graph;

  /** Values that do not depend on the graph's inputs. */
  private final Set<String> fixed;

  private final Set<String> scores;

  private final SecondCount second;
  private final Set<String> counted = new HashSet<>();

  private MacCounter(Graph graph) {
    this.graph = graph;
    this.fixed = new HashSet<>(graph.constants().keySet());
    this.second = new SecondCount(graph, fixed);
    fixed.add(Node.ABSENT);
    this.scores = MaskScores.in(graph);
    for (Node node : graph.nodes()) {
      if (fixed.containsAll(node.operands())) {
        fixed.addAll(node.results());
      }
    }
  }

  /** The count of the whole graph. */
  public static MacCount count(Graph graph) {
    return perNode(graph).stream().reduce(MacCount.NONE, MacCount::plus);
  }

  /** One count per node of {@link Graph#nodes}; a shared constant counts for its first reader. */
  public static List<MacCount> perNode(Graph graph) {
    MacCounter counter = new MacCounter(graph);
    return graph.nodes().stream().map(counter::checked).toList();
  }

  private MacCount checked(Node node) {
    try {
      return count(node);
    } catch (ArithmeticException e) {
      throw new IrException("%%%s: %s has too many elements", node.result(), node.op().mnemonic());
    }
  }

  private MacCount count(Node node) {
    Dim none = Dim.of(0);
    Dim extra = second.of(node);
    if (second.isPooling(node)) {
      return new MacCount(none, none, none, extra, 0);
    }
    long parameters = parameters(node);
    Dim macs = node.op().macs(graph.operands(node), graph.resultTypes(node));
    if (isConvolution(node)) {
      return new MacCount(macs, none, none, macs.plus(extra), parameters);
    }
    boolean linear = isFixed(node, 0) || isFixed(node, 1);
    return linear
        ? new MacCount(none, macs, none, macs.plus(extra), parameters)
        : new MacCount(none, none, macs, extra, parameters);
  }

  private static boolean isConvolution(Node node) {
    return node.op() instanceof Conv || node.op() instanceof ConvTranspose;
  }

  private boolean isFixed(Node node, int operand) {
    return node.operand(operand).filter(fixed::contains).isPresent();
  }

  private long parameters(Node node) {
    return IntStream.range(0, node.operands().size())
        .filter(i -> isParameter(node, i) && counted.add(node.operands().get(i)))
        .mapToLong(i -> graph.constant(node, i).orElseThrow().size())
        .sum();
  }

  private boolean isParameter(Node node, int operand) {
    Op op = node.op();
    boolean excluded =
        op instanceof BatchNormalization && operand >= 3
            || scores.contains(node.operands().get(operand))
            || op instanceof Choice
            || !(op instanceof PRelu)
                && op instanceof Elementwise
                && graph.type(node.operands().get(operand)).elements().is(1);
    return !excluded
        && graph.constant(node, operand).filter(t -> t.element().isFloat()).isPresent();
  }
}
