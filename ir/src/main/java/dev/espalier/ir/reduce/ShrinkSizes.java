package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.LongStream;

/**
 * Makes a size smaller wherever it occurs, in inputs, constants and attributes: on all axes, then
 * on the spatial ones or the others only; together with its multiples, which may be sums of it or
 * products with it, then alone.
 */
record ShrinkSizes() implements Step {
  /** Sizes up to this one are tried one by one. */
  private static final long FEW = 4;

  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    List<Supplier<Graph>> candidates = new ArrayList<>();
    for (SmallerSize.Axes axes : SmallerSize.Axes.values()) {
      for (long size : sizes(graph, axes)) {
        for (long smaller : smaller(size)) {
          candidates.add(() -> shrink(graph, new SmallerSize(size, smaller, true, axes)));
          candidates.add(() -> shrink(graph, new SmallerSize(size, smaller, false, axes)));
        }
      }
    }
    return candidates;
  }

  private static SortedSet<Long> sizes(Graph graph, SmallerSize.Axes axes) {
    SortedSet<Long> sizes = new TreeSet<>();
    graph.inputs().values().forEach(type -> collect(type, axes, sizes));
    graph.constants().values().forEach(tensor -> collect(tensor.type(), axes, sizes));
    return sizes;
  }

  private static void collect(TensorType type, SmallerSize.Axes axes, SortedSet<Long> sizes) {
    for (int axis = 0; axis < type.rank(); axis++) {
      if (type.dim(axis).isConstant() && type.dim(axis).value() > 1 && axes.has(axis)) {
        sizes.add(type.dim(axis).value());
      }
    }
  }

  private static long[] smaller(long size) {
    return LongStream.concat(LongStream.rangeClosed(1, FEW), LongStream.of(size / 2, size - 1))
        .filter(smaller -> smaller >= 1 && smaller < size)
        .sorted()
        .distinct()
        .toArray();
  }

  private static Graph shrink(Graph graph, SmallerSize size) {
    return new Draft(graph)
        .addAll()
        .withTypes(size::type)
        .withConstants(size::tensor)
        .withOperators(size::operator)
        .build(graph.outputs());
  }
}
