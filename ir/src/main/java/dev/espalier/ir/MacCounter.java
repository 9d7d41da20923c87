package dev.espalier.ir;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Elu;
import dev.espalier.ir.op.Gelu;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.HardSwish;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.LeakyRelu;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Softplus;
import dev.espalier.ir.op.Tanh;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Counts multiply-accumulates and parameters.
 *
 * <p>The canonical count is that of convolutions (transposed ones on input positions), of linear
 * layers, and of products of two values that both depend on the input, as in attention. The second
 * count is that of tools like mmcv: no products of two values, but 2 per element of a
 * normalisation, 1 per element of an activation, a resize or a bias, and 1 per pooled element.
 *
 * <p>Parameters are the floating-point constants that nodes read, each counted once, without
 * running statistics, mask scores, choice logits, and single numbers in arithmetic.
 */
public final class MacCounter {
  private static final Set<Class<? extends Op>> ACTIVATIONS =
      Set.of(
          Clip.class,
          Elu.class,
          Gelu.class,
          HardSigmoid.class,
          HardSwish.class,
          LeakyRelu.class,
          PRelu.class,
          Relu.class,
          Sigmoid.class,
          Softplus.class,
          Tanh.class);

  private final Graph graph;

  /** Values that do not depend on the graph's inputs. */
  private final Set<String> fixed;

  private final Set<String> counted = new HashSet<>();

  private MacCounter(Graph graph) {
    this.graph = graph;
    this.fixed = new HashSet<>(graph.constants().keySet());
    fixed.add(Node.ABSENT);
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
    long parameters = parameters(node);
    if (isPooling(node)) {
      return new MacCount(none, none, none, pooled(node), parameters);
    }
    Dim macs = node.op().macs(graph.operands(node), graph.resultTypes(node));
    Dim extra = extra(node);
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

  /** What the second count adds to a node that is not pooling. */
  private Dim extra(Node node) {
    Op op = node.op();
    if (op instanceof BatchNormalization
        || op instanceof InstanceNormalization
        || op instanceof LayerNormalization) {
      return elements(node.result()).times(2);
    }
    boolean biased =
        (isConvolution(node) || op instanceof Gemm) && node.operand(2).isPresent()
            || isBiasOfProduct(node);
    return biased || op instanceof Resize || ACTIVATIONS.contains(op.getClass())
        ? elements(node.result())
        : Dim.of(0);
  }

  private Dim elements(String value) {
    return graph.type(value).elements();
  }

  /** A vector added to the product with a weight. */
  private boolean isBiasOfProduct(Node node) {
    return node.op() instanceof Add
        && IntStream.range(0, 2)
            .anyMatch(
                i ->
                    isFixed(node, i)
                        && graph.type(node.operands().get(i)).rank() == 1
                        && graph
                            .producer(node.operands().get(1 - i))
                            .filter(n -> n.op() instanceof MatMul && isFixed(n, 1))
                            .isPresent());
  }

  private boolean isPooling(Node node) {
    Op op = node.op();
    return op instanceof MaxPool
        || op instanceof AveragePool
        || op instanceof Reduction reduction && isSpatial(reduction, graph.type(node.input()))
        || op instanceof MatMul && (isAverage(node, 0) || isAverage(node, 1));
  }

  private static boolean isSpatial(Reduction reduction, TensorType type) {
    return type.rank() > 3
        && reduction.axes().equals(LongStream.range(2, type.rank()).boxed().toList());
  }

  private Dim pooled(Node node) {
    return elements(node.operands().get(node.op() instanceof MatMul && isAverage(node, 0) ? 1 : 0));
  }

  /** Whether an operand is a constant matrix that takes means: adaptive pooling as a product. */
  private boolean isAverage(Node node, int operand) {
    return graph.constant(node, operand).filter(t -> Averages.isAlong(t, 1 - operand)).isPresent();
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
            || op instanceof ChannelMask
            || op instanceof Choice
            || !(op instanceof PRelu)
                && op instanceof Elementwise
                && graph.type(node.operands().get(operand)).elements().is(1);
    return !excluded
        && graph.constant(node, operand).filter(t -> t.element().isFloat()).isPresent();
  }
}
