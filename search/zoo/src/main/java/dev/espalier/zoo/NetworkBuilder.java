package dev.espalier.zoo;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** A network under construction. Its layers are added through {@link Value}. */
final class NetworkBuilder {
  private final Configuration configuration;
  private final Weights weights;
  private final Graph.Builder graph;
  private final List<Value> auxiliary = new ArrayList<>();

  NetworkBuilder(String name, Configuration configuration, Initialization initialization) {
    this.configuration = configuration;
    this.weights = new Weights(configuration, initialization);
    this.graph = Graph.builder(name);
  }

  Configuration configuration() {
    return configuration;
  }

  Weights weights() {
    return weights;
  }

  /** The picture that goes in: {@code image} of type [1,3,height,width]. */
  Value image() {
    String name = "image";
    graph.input(
        name,
        TensorType.of(
            configuration.element(), 1, 3, configuration.height(), configuration.width()));
    return new Value(this, "", name);
  }

  /** Adds the scores of a head that only training reads, if those are wanted. */
  void auxiliary(Supplier<Value> head) {
    if (configuration.auxiliary()) {
      auxiliary.add(head.get());
    }
  }

  /** The finished graph; the scores of auxiliary heads are its last outputs. */
  Graph build(Value... outputs) {
    return graph.build(
        Stream.concat(Arrays.stream(outputs), auxiliary.stream()).map(Value::name).toList());
  }

  TensorType type(String value) {
    return graph.type(value);
  }

  /** Adds a constant unless one of that name exists, and returns its name. */
  String constant(String name, Tensor tensor) {
    if (!graph.has(name)) {
      graph.constant(name, tensor);
    }
    return name;
  }

  void node(Op op, List<String> operands, List<String> results) {
    graph.node(new Node(results.get(0), op, operands, results));
  }

  /** A name that is not taken: {@code base}, or with a number behind it. */
  String free(String base) {
    String name = base;
    for (int i = 1; graph.has(name); i++) {
      name = base + "_" + i;
    }
    return name;
  }
}
