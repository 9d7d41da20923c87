package dev.espalier.passes;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One node a rule looks at, and the new definition the rule builds for it. Everything refers to the
 * graph as it was before the sweep; values keep their meaning, so rules never see each other's work
 * half done.
 */
public final class Match {
  private final Graph graph;
  private final Node node;
  private final Predicate<String> taken;
  private final Map<String, Tensor> constants = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();

  Match(Graph graph, Node node, Predicate<String> taken) {
    this.graph = graph;
    this.node = node;
    this.taken = taken;
  }

  public Graph graph() {
    return graph;
  }

  public Node node() {
    return node;
  }

  /** The operand at a position; it must be present. */
  public String operand(int position) {
    return node.operand(position).orElseThrow();
  }

  public TensorType type(int operand) {
    return graph.type(operand(operand));
  }

  /** The constant at an operand, empty when it is absent or not constant. */
  public Optional<Tensor> constant(int operand) {
    return graph.constant(node, operand);
  }

  /** The node that makes an operand, if its operator is of a class. */
  public Optional<Node> producer(int operand, Class<? extends Op> type) {
    return node.operand(operand).flatMap(graph::producer).filter(n -> type.isInstance(n.op()));
  }

  /** The rule does not apply, for a reason that names the value in the way. */
  public Outcome refuse(String format, Object... arguments) {
    return new Outcome.Refused(format, List.of(arguments));
  }

  /** A new constant, named after the root and the hint. */
  public String constant(String hint, Tensor tensor) {
    String name = fresh(hint);
    constants.put(name, tensor);
    return name;
  }

  /** A new node in front of the root, named after the root and the hint. */
  public String node(String hint, Op op, String... operands) {
    String name = fresh(hint);
    nodes.add(new Node(node.label(), op, List.of(operands), List.of(name)));
    return name;
  }

  /** The root's results are made by another operator. */
  public Outcome replace(Op op, String... operands) {
    return replace(op, List.of(operands));
  }

  /** The root's results are made by another operator. */
  public Outcome replace(Op op, List<String> operands) {
    return replace(op, operands, node.results());
  }

  /** Those of the root's results that have readers are made by another operator. */
  public Outcome replace(Op op, List<String> operands, List<String> results) {
    nodes.add(new Node(node.label(), op, operands, results));
    return new Outcome.Replaced(constants, nodes, Map.of());
  }

  /** Readers of the root's only result read another value instead. */
  public Outcome forward(String value) {
    return forward(Map.of(node.result(), value));
  }

  /** Readers of the root's results read other values instead. */
  public Outcome forward(Map<String, String> values) {
    return new Outcome.Replaced(constants, nodes, values);
  }

  private String fresh(String hint) {
    String base = firstResult() + "." + hint;
    String name = base;
    for (int i = 2; isTaken(name); i++) {
      name = base + i;
    }
    return name;
  }

  private String firstResult() {
    return node.results().stream().filter(r -> !r.equals(Node.ABSENT)).findFirst().orElseThrow();
  }

  private boolean isTaken(String name) {
    return taken.test(name)
        || constants.containsKey(name)
        || nodes.stream().anyMatch(n -> n.results().contains(name));
  }
}
