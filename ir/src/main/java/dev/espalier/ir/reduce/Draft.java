package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A smaller graph in the making. What the outputs do not need is left out; what is needed and no
 * longer made becomes a graph input of the type it has in the original.
 */
final class Draft {
  private final Graph original;
  private final List<Node> nodes = new ArrayList<>();
  private Function<TensorType, TensorType> types = Function.identity();
  private Function<Tensor, Tensor> constants = Function.identity();
  private BiFunction<Op, List<TensorType>, Op> operators = (op, operands) -> op;

  Draft(Graph original) {
    this.original = original;
  }

  /** Adds a node; nodes come in the original order. */
  void add(Node node) {
    nodes.add(node);
  }

  /** Adds all nodes. */
  Draft addAll() {
    nodes.addAll(original.nodes());
    return this;
  }

  /** Gives inputs other types. */
  Draft withTypes(Function<TensorType, TensorType> change) {
    types = change;
    return this;
  }

  /** Gives constants other contents. */
  Draft withConstants(Function<Tensor, Tensor> change) {
    constants = change;
    return this;
  }

  /** Gives nodes other operators, by the types that their operands have in the result. */
  Draft withOperators(BiFunction<Op, List<TensorType>, Op> change) {
    operators = change;
    return this;
  }

  /**
   * Builds and checks the graph.
   *
   * @throws IrException when types do not fit, or nothing is left
   */
  Graph build(List<String> outputs) {
    if (outputs.isEmpty()) {
      throw new IrException("%s: no output is left", original.name());
    }
    Set<String> made = new HashSet<>();
    nodes.forEach(node -> made.addAll(node.results()));
    Set<String> read = read(outputs);
    Graph.Builder builder = Graph.builder(original.name());
    inputs(made, read).forEach((name, type) -> builder.input(name, types.apply(type)));
    original
        .constants()
        .forEach(
            (name, tensor) -> {
              if (read.contains(name)) {
                builder.constant(name, constants.apply(tensor));
              }
            });
    nodes.stream()
        .filter(node -> node.results().stream().anyMatch(read::contains))
        .forEach(node -> builder.node(changed(node, builder)));
    return builder.build(outputs);
  }

  private Node changed(Node node, Graph.Builder builder) {
    List<TensorType> operands =
        node.operands().stream()
            .map(value -> builder.has(value) ? builder.type(value) : TensorType.UNKNOWN)
            .toList();
    return node.withOp(operators.apply(node.op(), operands));
  }

  private Set<String> read(List<String> outputs) {
    Map<String, Node> producers = new LinkedHashMap<>();
    nodes.forEach(node -> node.results().forEach(result -> producers.put(result, node)));
    Set<String> read = new HashSet<>();
    Deque<String> left = new ArrayDeque<>(outputs);
    while (!left.isEmpty()) {
      String value = left.pop();
      if (!value.equals(Node.ABSENT) && read.add(value) && producers.containsKey(value)) {
        left.addAll(producers.get(value).operands());
      }
    }
    return read;
  }

  /** The inputs that are still read, then the values that nothing makes any more. */
  private Map<String, TensorType> inputs(Set<String> made, Set<String> read) {
    Map<String, TensorType> inputs = new LinkedHashMap<>(original.inputs());
    inputs.keySet().retainAll(read);
    for (String value : original.values()) {
      boolean lacks = read.contains(value) && !made.contains(value);
      if (lacks && original.constant(value).isEmpty()) {
        inputs.putIfAbsent(value, known(value));
      }
    }
    return inputs;
  }

  private TensorType known(String value) {
    TensorType type = original.type(value);
    if (type.isUnknown()) {
      throw new IrException("%%%s: an input of unknown type", value);
    }
    return type;
  }
}
