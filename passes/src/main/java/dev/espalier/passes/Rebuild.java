package dev.espalier.passes;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Identity;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a graph from changed nodes: follows forwarded values, keeps inputs and outputs by name, and
 * drops nodes and constants nobody reads.
 */
public final class Rebuild {
  private final Graph graph;
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Tensor> constants;
  private final Map<String, String> forwards = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** The last number behind each base of fresh names. */
  private final Map<String, Integer> numbers = new HashMap<>();

  public Rebuild(Graph graph) {
    this.graph = graph;
    this.constants = new LinkedHashMap<>(graph.constants());
  }

  /** A name that no value has, made of another one; it is given only once. */
  public String fresh(String base) {
    String name = base;
    while (graph.has(name) || !taken.add(name)) {
      name = base + numbers.merge(base, 2, (last, first) -> last + 1);
    }
    return name;
  }

  public Rebuild constant(String name, Tensor tensor) {
    constants.put(name, tensor);
    return this;
  }

  /** Adds a node behind those added so far. */
  public Rebuild node(Node node) {
    nodes.add(node);
    return this;
  }

  /** Readers of a value read another one instead. */
  public Rebuild forward(String value, String other) {
    forwards.put(value, other);
    return this;
  }

  /** Builds and checks the graph; inputs and outputs keep name, order and type. */
  public Graph build() {
    keepOutputNames();
    List<Node> resolved = nodes.stream().map(this::resolve).toList();
    Set<String> read = new HashSet<>(graph.outputs());
    List<Node> live = new ArrayList<>();
    for (int i = resolved.size() - 1; i >= 0; i--) {
      Node node = resolved.get(i);
      if (node.results().stream().anyMatch(read::contains)) {
        read.addAll(node.operands());
        read.remove(Node.ABSENT);
        live.add(node);
      }
    }
    Collections.reverse(live);
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    constants.forEach(
        (name, tensor) -> {
          if (read.contains(name)) {
            builder.constant(name, tensor);
          }
        });
    live.forEach(builder::node);
    Graph built = builder.build(graph.outputs());
    graph.outputs().forEach(output -> requireSameType(output, built));
    return built;
  }

  private void requireSameType(String output, Graph built) {
    TensorType before = graph.type(output);
    TensorType after = built.type(output);
    boolean differs =
        before.element() != after.element()
            || before.rank() != after.rank()
            || IntStream.range(0, before.rank())
                .anyMatch(i -> before.dim(i).neverEquals(after.dim(i)));
    if (differs) {
      throw new IrException("%%%s: the output's type changed from %s to %s", output, before, after);
    }
  }

  /** An output that is forwarded takes over the name of the value it is forwarded to. */
  private void keepOutputNames() {
    Map<String, String> renamed = new HashMap<>();
    List<Node> copies = new ArrayList<>();
    for (String output : graph.outputs().stream().distinct().toList()) {
      String target = follow(output);
      if (target.equals(output)) {
        continue;
      }
      boolean madeByNode = nodes.stream().anyMatch(n -> n.results().contains(target));
      if (madeByNode && !graph.isOutput(target) && renamed.putIfAbsent(target, output) == null) {
        forwards.remove(output);
      } else {
        copies.add(Node.of(new Identity(), List.of(target), output));
      }
    }
    nodes.replaceAll(
        n ->
            n.results().stream().anyMatch(renamed::containsKey)
                ? new Node(
                    n.label(),
                    n.op(),
                    n.operands(),
                    n.results().stream().map(r -> renamed.getOrDefault(r, r)).toList())
                : n);
    forwards.putAll(renamed);
    nodes.addAll(copies);
  }

  private Node resolve(Node node) {
    return node.operands().stream().anyMatch(forwards::containsKey)
        ? node.withOperands(node.operands().stream().map(this::follow).toList())
        : node;
  }

  private String follow(String value) {
    String at = value;
    for (int hops = 0; forwards.containsKey(at); hops++) {
      at = forwards.get(at);
      if (hops > forwards.size()) {
        throw new IllegalStateException("values forwarded in a circle at %" + value);
      }
    }
    return at;
  }
}
