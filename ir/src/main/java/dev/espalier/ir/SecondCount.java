package dev.espalier.ir;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
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
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Softplus;
import dev.espalier.ir.op.Tanh;
import dev.espalier.ir.op.Transpose;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * What the second count adds to that of convolutions and linear layers, as {@link MacCounter}
 * describes it.
 *
 * @param graph whose nodes are counted
 * @param fixed values that do not depend on the graph's inputs
 */
record SecondCount(Graph graph, Set<String> fixed) {
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

  Dim of(Node node) {
    Op op = node.op();
    if (isPooling(node)) {
      String pooled = node.operands().get(isMeans(node, 0) ? 1 : 0);
      return isMeans(pooled) ? Dim.of(0) : elements(pooled);
    }
    if (isNormalization(op)) {
      return isBehindTransposed(node) ? Dim.of(0) : elements(node.result()).times(2);
    }
    boolean biased =
        (op instanceof Conv || op instanceof ConvTranspose || op instanceof Gemm)
                && node.operand(2).isPresent()
            || isBiasOfProduct(node);
    return biased || op instanceof Resize || isActivationOfLayer(node)
        ? elements(node.result())
        : Dim.of(0);
  }

  private Dim elements(String value) {
    return graph.type(value).elements();
  }

  boolean isPooling(Node node) {
    Op op = node.op();
    return op instanceof MaxPool
        || op instanceof AveragePool
        || op instanceof Reduction reduction && isSpatial(reduction, graph.type(node.input()))
        || isMeans(node, 0)
        || isMeans(node, 1);
  }

  private static boolean isSpatial(Reduction reduction, TensorType type) {
    return type.rank() > 3
        && reduction.axes().equals(LongStream.range(2, type.rank()).boxed().toList());
  }

  /** Whether an operand is a constant matrix that takes means: adaptive pooling as a product. */
  private boolean isMeans(Node node, int operand) {
    return node.op() instanceof MatMul
        && graph.constant(node, operand).filter(t -> Averages.isAlong(t, 1 - operand)).isPresent();
  }

  /** Whether a value is made by such a product, which has then counted what is pooled. */
  private boolean isMeans(String value) {
    return maker(value, SecondCount::isMovement)
        .filter(n -> isMeans(n, 0) || isMeans(n, 1))
        .isPresent();
  }

  private static boolean isNormalization(Op op) {
    return op instanceof BatchNormalization
        || op instanceof InstanceNormalization
        || op instanceof LayerNormalization;
  }

  private boolean isBehindTransposed(Node node) {
    return graph.producer(node.input()).filter(n -> n.op() instanceof ConvTranspose).isPresent();
  }

  /** A vector added to the product with a weight. */
  private boolean isBiasOfProduct(Node node) {
    return node.op() instanceof Add
        && IntStream.range(0, 2)
            .anyMatch(
                i ->
                    fixed.contains(node.operands().get(i))
                        && graph.type(node.operands().get(i)).rank() == 1
                        && graph
                            .producer(node.operands().get(1 - i))
                            .filter(this::isLinear)
                            .isPresent());
  }

  private boolean isLinear(Node node) {
    return node.op() instanceof MatMul && fixed.contains(node.operands().get(1));
  }

  private boolean isActivationOfLayer(Node node) {
    return ACTIVATIONS.contains(node.op().getClass())
        && layer(node).filter(n -> n.op() instanceof Conv || isProductOfValues(n)).isPresent()
        && !isGate(node);
  }

  /** What made the input of an activation, with normalisations and masks in between or not. */
  private Optional<Node> layer(Node activation) {
    return maker(
        activation.input(),
        op -> isNormalization(op) || op instanceof ChannelMask || isMovement(op));
  }

  /** What made a value, or what made the input of that if it is to be passed over. */
  private Optional<Node> maker(String value, Predicate<Op> passedOver) {
    Optional<Node> maker = graph.producer(value);
    while (maker.filter(n -> passedOver.test(n.op())).isPresent()) {
      maker = graph.producer(maker.get().input());
    }
    return maker;
  }

  private static boolean isMovement(Op op) {
    return op instanceof Reshape || op instanceof Transpose;
  }

  private boolean isProductOfValues(Node node) {
    return node.op() instanceof MatMul && node.operands().stream().noneMatch(fixed::contains);
  }

  /** Whether it weighs each element of another value by itself. */
  private boolean isGate(Node node) {
    return node.op() instanceof Sigmoid
        && graph.users(node.result()).stream()
            .anyMatch(
                n ->
                    n.op() instanceof Mul
                        && graph.type(n.operands().get(0)).equals(graph.type(n.operands().get(1))));
  }
}
