package dev.espalier.tflite.lower;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.LayoutReport;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tensors that hold the values of the graph, and the transposes between their orders: a value
 * is brought into an order once, and constants at compile time.
 */
final class Values {
  /** The order is that of the value's axes in the tensor. */
  private record Stored(int tensor, AxisOrder order) {}

  private record Wanted(String value, AxisOrder order) {}

  private final Graph graph;
  private final LiteBuilder builder;
  private final Map<String, Stored> stored = new HashMap<>();
  private final Map<Wanted, Integer> moved = new HashMap<>();
  private final Map<String, LayoutReport.Reason> reasons = new HashMap<>();

  Values(Graph graph, LiteBuilder builder) {
    this.graph = graph;
    this.builder = builder;
  }

  void define(String value, int tensor, AxisOrder order) {
    stored.put(value, new Stored(tensor, order));
  }

  /** The tensor of a value in an order, made where it is missing; the reason is for the report. */
  int in(AxisOrder order, String value, String node, LayoutReport.Reason reason) {
    if (graph.constant(value).isPresent()) {
      Tensor tensor = LiteTypes.constant(graph.constant(value).get(), value);
      return builder.constant(value + suffix(order), order.store(tensor));
    }
    Stored known = stored.get(value);
    if (known.order().equals(order)) {
      return known.tensor();
    }
    Wanted wanted = new Wanted(value, order);
    if (!moved.containsKey(wanted)) {
      moved.put(wanted, move(value, known, order, node, reason));
    }
    return moved.get(wanted);
  }

  private static String suffix(AxisOrder order) {
    return order.isIdentity() ? "" : "/" + order.axes().toString().replaceAll("[\\[\\] ]", "");
  }

  private int move(
      String value, Stored from, AxisOrder to, String node, LayoutReport.Reason reason) {
    long[] shape = graph.type(value).shape();
    String name = value + suffix(to);
    if (from.order().storesLike(to, shape)) {
      return reshape(name, from.tensor(), node, to.store(shape));
    }
    reasons.put(name, reason);
    return transpose(name, from.tensor(), from.order().permutationTo(to), node);
  }

  /** The same elements in another shape. */
  int reshape(String name, int tensor, String node, long... shape) {
    int result = builder.value(name, builder.tensor(tensor).element(), shape);
    List<Integer> dims = Arrays.stream(shape).mapToObj(Math::toIntExact).toList();
    List<Integer> inputs =
        List.of(tensor, builder.constant(name + "/shape", Integers.vector(shape)));
    builder.op(Builtin.RESHAPE, new Options.Reshape(dims), inputs, List.of(result), node);
    return result;
  }

  /** A transpose; axes that stay next to each other are moved as one, which keeps ranks low. */
  private int transpose(String name, int tensor, int[] permutation, String node) {
    MergedTranspose merged = MergedTranspose.of(permutation, builder.shape(tensor));
    boolean narrow = permutation.length <= 4;
    long[] from = narrow ? builder.shape(tensor) : merged.shape();
    int[] order = narrow ? permutation : merged.permutation();
    int x = narrow ? tensor : reshape(name + "/merged", tensor, node, from);
    long[] moved = Arrays.stream(order).mapToLong(axis -> from[axis]).toArray();
    int result = builder.value(name, builder.tensor(tensor).element(), moved);
    int axes =
        builder.constant(
            name + "/permutation", Integers.vector(Arrays.stream(order).asLongStream().toArray()));
    builder.op(Builtin.TRANSPOSE, new Options.None(), List.of(x, axes), List.of(result), node);
    long[] shape = builder.shape(tensor);
    long[] split = Arrays.stream(permutation).mapToLong(axis -> shape[axis]).toArray();
    return narrow ? result : reshape(name + "/split", result, node, split);
  }

  /** Why each transpose was made, by the name of its result. */
  Map<String, LayoutReport.Reason> reasons() {
    return reasons;
  }
}
