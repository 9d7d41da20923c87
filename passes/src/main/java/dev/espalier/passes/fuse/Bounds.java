package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Abs;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Exp;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Sigmoid;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Softmax;
import dev.espalier.ir.op.Softplus;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Tanh;
import dev.espalier.ir.op.Transpose;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The range that every element of a value is proven to lie in; the ends may be infinite. */
record Bounds(double min, double max) {
  private static final Bounds ANY = new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  private static final Bounds POSITIVE = new Bounds(0, Double.POSITIVE_INFINITY);
  private static final Bounds UNIT = new Bounds(0, 1);

  /** Operators whose results lie between the least and the greatest element of an operand. */
  private static final List<Class<? extends Op>> BETWEEN =
      List.of(
          Concat.class,
          DepthToSpace.class,
          MaxPool.class,
          ReduceMax.class,
          ReduceMean.class,
          Reshape.class,
          Slice.class,
          SpaceToDepth.class,
          Split.class,
          Transpose.class);

  private static final List<Class<? extends Op>> POSITIVE_RESULTS =
      List.of(Abs.class, Exp.class, Relu.class, Softplus.class, Sqrt.class);

  private static final int DEPTH = 16;

  static Bounds of(Graph graph, String value) {
    return of(graph, value, DEPTH, new HashMap<>());
  }

  boolean within(double low, double high) {
    return min >= low && max <= high;
  }

  private static Bounds of(Graph graph, String value, int depth, Map<String, Bounds> known) {
    if (depth > 0 && !known.containsKey(value)) {
      Bounds found =
          graph.producer(value).map(node -> of(graph, node, depth - 1, known)).orElse(ANY);
      known.put(value, found);
    }
    return known.getOrDefault(value, ANY);
  }

  private static Bounds of(Graph graph, Node node, int depth, Map<String, Bounds> known) {
    Op op = node.op();
    if (op instanceof Clip clip && clip.min() <= clip.max()) {
      return new Bounds(clip.min(), clip.max());
    } else if (op instanceof Sigmoid || op instanceof HardSigmoid || op instanceof Softmax) {
      return UNIT;
    } else if (op instanceof Tanh) {
      return new Bounds(-1, 1);
    } else if (POSITIVE_RESULTS.contains(op.getClass())) {
      return POSITIVE;
    } else if (op instanceof ChannelMask || op instanceof AveragePool) {
      return of(graph, node.input(), depth, known).union(new Bounds(0, 0));
    } else if (BETWEEN.contains(op.getClass()) || interpolates(op)) {
      return node.operands().stream()
          .map(operand -> of(graph, operand, depth, known))
          .reduce(Bounds::union)
          .orElse(ANY);
    } else if (op instanceof Add || op instanceof Mul) {
      boolean positive =
          node.operands().stream()
              .allMatch(o -> of(graph, o, depth, known).within(0, POSITIVE.max));
      return positive ? POSITIVE : ANY;
    }
    return ANY;
  }

  private static boolean interpolates(Op op) {
    return op instanceof Resize resize && resize.mode() != Resize.Mode.CUBIC;
  }

  private Bounds union(Bounds other) {
    return new Bounds(Math.min(min, other.min), Math.max(max, other.max));
  }
}
