package dev.espalier.measure.net;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** A graph that grows node by node; values and constants name themselves by their number. */
final class Layers {
  private final Graph.Builder graph;
  private int values;

  Layers(String name) {
    this.graph = Graph.builder(name);
  }

  String input(long... shape) {
    String name = fresh();
    graph.input(name, TensorType.f32(shape));
    return name;
  }

  String node(Op op, String... operands) {
    return nodes(op, 1, operands).get(0);
  }

  /** A node with several results. */
  List<String> nodes(Op op, int results, String... operands) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      names.add(fresh());
    }
    graph.node(new Node(names.get(0), op, List.of(operands), names));
    return names;
  }

  /** Weights that keep the size of values when each result is a sum of so many products. */
  String weights(long terms, long... shape) {
    String name = fresh();
    double scale = Math.sqrt(6.0 / terms);
    long seed = values;
    graph.constant(
        name,
        Tensor.computed(ElementType.F32, shape, i -> scale * (2 * SplitMix64.unit(seed, i) - 1)));
    return name;
  }

  /** A constant of one positive value. */
  String filled(double value, long... shape) {
    String name = fresh();
    graph.constant(name, Tensor.filled(ElementType.F32, shape, value));
    return name;
  }

  private String fresh() {
    return "v" + values++;
  }

  long[] shape(String value) {
    return graph.type(value).shape();
  }

  long elements(String value) {
    return LongStream.of(shape(value)).reduce(1, (a, b) -> a * b);
  }

  Graph build(List<String> outputs) {
    return graph.build(outputs);
  }
}
