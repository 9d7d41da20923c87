package dev.espalier.tflite.layout;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * The elements of a value, numbered in the graph's order, in the order in which they are stored.
 */
final class Sequence {
  private Sequence() {}

  /** The elements of a value of this shape as they lie in memory. */
  static double[] of(AxisOrder order, long... shape) {
    return moved(numbered(shape), axes(order)).toDoubles();
  }

  /** A value whose elements are 0, 1, 2, ... */
  static Tensor numbered(long... shape) {
    return Tensor.of(
        ElementType.F64,
        shape,
        DoubleStream.iterate(0, i -> i + 1).limit(Shapes.size(shape)).toArray());
  }

  static Tensor moved(Tensor tensor, int... permutation) {
    return permutation.length < 2 ? tensor : tensor.transpose(permutation);
  }

  static int[] axes(AxisOrder order) {
    return order.axes().stream().mapToInt(Integer::intValue).toArray();
  }

  /** A random order of axes. */
  static AxisOrder random(int rank, Random random) {
    List<Integer> axes = new ArrayList<>(AxisOrder.identity(rank).axes());
    Collections.shuffle(axes, random);
    return new AxisOrder(axes);
  }

  /** All orders of some axes. */
  static List<AxisOrder> all(int rank) {
    if (rank == 0) {
      return List.of(new AxisOrder(List.of()));
    }
    return all(rank - 1).stream()
        .flatMap(
            order ->
                IntStream.range(0, rank)
                    .mapToObj(
                        at -> {
                          List<Integer> axes = new ArrayList<>(order.axes());
                          axes.add(at, rank - 1);
                          return new AxisOrder(axes);
                        }))
        .toList();
  }

  /** Axes of 1 to 3 elements. */
  static long[] shape(int rank, Random random) {
    long[] shape = new long[rank];
    Arrays.setAll(shape, i -> 1 + random.nextInt(3));
    return shape;
  }
}
