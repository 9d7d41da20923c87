package dev.espalier.ir;

import dev.espalier.ir.op.Arity;
import dev.espalier.ir.op.Operands;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An immutable dataflow graph. Values have names; a value is a graph input, a constant, or a result
 * of a node. Nodes are in an order in which they can run. Building a graph infers and checks every
 * type, so a built graph is a verified graph; a pass returns a new graph.
 */
public final class Graph {
  /** Two dims that are equal if the model is right, though that cannot be proven. */
  public record Assumption(String value, Dim left, Dim right) {}

  private final String name;
  private final Map<String, TensorType> inputs;
  private final Map<String, Tensor> constants;
  private final List<Node> nodes;
  private final List<String> outputs;
  private final Map<String, TensorType> types;
  private final List<Assumption> assumptions;
  private final Map<String, Integer> producers = new HashMap<>();
  private final Map<String, List<Node>> users = new HashMap<>();

  private Graph(Builder builder, List<String> outputs) {
    this.name = builder.name;
    this.inputs = Collections.unmodifiableMap(builder.inputs);
    this.constants = Collections.unmodifiableMap(builder.constants);
    this.nodes = Collections.unmodifiableList(builder.nodes);
    this.types = Collections.unmodifiableMap(builder.types);
    this.assumptions = List.copyOf(builder.assumptions);
    this.outputs = List.copyOf(outputs);
    for (int i = 0; i < nodes.size(); i++) {
      Node node = nodes.get(i);
      for (String result : node.results()) {
        producers.put(result, i);
      }
      for (String operand : new LinkedHashSet<>(node.operands())) {
        users.computeIfAbsent(operand, o -> new ArrayList<>()).add(node);
      }
    }
    producers.remove(Node.ABSENT);
  }

  public static Builder builder(String name) {
    return new Builder(name);
  }

  public String name() {
    return name;
  }

  /** Names and types of the inputs, in order. */
  public Map<String, TensorType> inputs() {
    return inputs;
  }

  /** The constants, by name. */
  public Map<String, Tensor> constants() {
    return constants;
  }

  public List<Node> nodes() {
    return nodes;
  }

  /** Names of the values that are the graph's outputs, in order. */
  public List<String> outputs() {
    return outputs;
  }

  /** Equalities the types rest on that could not be proven. */
  public List<Assumption> assumptions() {
    return assumptions;
  }

  /** Every value's name. */
  public Collection<String> values() {
    return types.keySet();
  }

  public boolean has(String value) {
    return types.containsKey(value);
  }

  public TensorType type(String value) {
    TensorType type = types.get(value);
    if (type == null) {
      throw new IllegalStateException("no value %" + value);
    }
    return type;
  }

  /** The node that makes a value; empty for an input or a constant. */
  public Optional<Node> producer(String value) {
    Integer index = producers.get(value);
    return index == null ? Optional.empty() : Optional.of(nodes.get(index));
  }

  /** The position in {@link #nodes} of the node that makes a value, or -1. */
  public int position(String value) {
    return producers.getOrDefault(value, -1);
  }

  public Optional<Tensor> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /** The constant at an operand, empty when it is absent or not constant. */
  public Optional<Tensor> constant(Node node, int operand) {
    return node.operand(operand).flatMap(this::constant);
  }

  /** The nodes that read a value, in order, each once. */
  public List<Node> users(String value) {
    return Collections.unmodifiableList(users.getOrDefault(value, List.of()));
  }

  public boolean isOutput(String value) {
    return outputs.contains(value);
  }

  /** Whether exactly one node reads the value, once, and the graph does not return it. */
  public boolean isReadOnce(String value) {
    List<Node> readers = users.getOrDefault(value, List.of());
    return readers.size() == 1
        && Collections.frequency(readers.get(0).operands(), value) == 1
        && !isOutput(value);
  }

  /** The operand types of a node. */
  public Operands operands(Node node) {
    return new Operands(Builder.operandTypes(types, node), (a, b) -> {});
  }

  /** The result types of a node; an unused result's is unknown. */
  public List<TensorType> resultTypes(Node node) {
    return node.results().stream()
        .map(result -> result.equals(Node.ABSENT) ? TensorType.UNKNOWN : type(result))
        .toList();
  }

  /** Adds nodes in order and infers each type, so a built graph is well typed. */
  public static final class Builder {
    private final String name;
    private final Map<String, TensorType> inputs = new LinkedHashMap<>();
    private final Map<String, Tensor> constants = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, TensorType> types = new LinkedHashMap<>();
    private final Set<Assumption> assumptions = new LinkedHashSet<>();

    private Builder(String name) {
      this.name = name;
    }

    public Builder input(String value, TensorType type) {
      requireSize("%" + value, type);
      define(value, type);
      inputs.put(value, type);
      return this;
    }

    public Builder constant(String value, Tensor tensor) {
      define(value, tensor.type());
      constants.put(value, tensor);
      return this;
    }

    public boolean has(String value) {
      return types.containsKey(value);
    }

    /** The type of a value defined so far. */
    public TensorType type(String value) {
      return types.get(value);
    }

    /** The types of a node's results, given the values defined so far. */
    public List<TensorType> infer(Node node) {
      String what = "%" + node.results().stream().findFirst().orElse("?");
      List<Optional<TensorType>> operands = operandTypes(what, node);
      check(what, node, operands);
      try {
        return node.op()
            .infer(
                new Operands(
                    operands, (a, b) -> assumptions.add(new Assumption(node.result(), a, b))));
      } catch (IrException e) {
        throw new IrException("%s: %s: %s", what, node.op().mnemonic(), e.getMessage());
      } catch (ArithmeticException e) {
        throw new IrException("%s: %s: a dimension overflows", what, node.op().mnemonic());
      }
    }

    public Builder node(Node node) {
      List<TensorType> results = infer(node);
      results.forEach(type -> requireSize("%" + node.result(), type));
      if (results.size() < node.results().size()) {
        throw new IrException(
            "%%%s: %s has %d results, not %d",
            node.result(), node.op().mnemonic(), results.size(), node.results().size());
      }
      for (int i = 0; i < node.results().size(); i++) {
        if (!node.results().get(i).equals(Node.ABSENT)) {
          define(node.results().get(i), results.get(i));
        }
      }
      nodes.add(node);
      return this;
    }

    public Graph build(List<String> outputs) {
      for (String output : outputs) {
        if (!types.containsKey(output)) {
          throw new IrException("%%%s is an output but is not defined", output);
        }
      }
      return new Graph(this, outputs);
    }

    private static void requireSize(String what, TensorType type) {
      if (type.dims().stream().anyMatch(dim -> dim.isConstant() && dim.value() < 0)) {
        throw new IrException("%s: %s has a negative dimension", what, type);
      }
    }

    private void define(String value, TensorType type) {
      if (value.equals(Node.ABSENT)) {
        throw new IrException("a value of type %s has no name", type);
      }
      if (types.put(value, type) != null) {
        throw new IrException("%%%s is defined twice", value);
      }
    }

    private List<Optional<TensorType>> operandTypes(String what, Node node) {
      for (String operand : node.operands()) {
        if (!operand.equals(Node.ABSENT) && !types.containsKey(operand)) {
          throw new IrException("%s uses %%%s before it is defined", what, operand);
        }
      }
      return operandTypes(types, node);
    }

    private static List<Optional<TensorType>> operandTypes(
        Map<String, TensorType> types, Node node) {
      List<Optional<TensorType>> found = new ArrayList<>();
      for (String operand : node.operands()) {
        found.add(Optional.ofNullable(types.get(operand)));
      }
      return found;
    }

    private static void check(String what, Node node, List<Optional<TensorType>> operands) {
      Arity arity = node.op().arity();
      int most = arity.variadic() ? Integer.MAX_VALUE : arity.names().size();
      if (operands.size() < arity.required() || operands.size() > most) {
        throw new IrException("%s: %s of %d operands", what, node.op().mnemonic(), operands.size());
      }
      for (int i = 0; i < operands.size(); i++) {
        boolean optional = arity.required() == 0 || i >= arity.required() && !arity.variadic();
        if (operands.get(i).isEmpty() && !optional) {
          throw new IrException("%s: %s lacks operand %d", what, node.op().mnemonic(), i);
        }
        boolean opaque = node.op() instanceof dev.espalier.ir.op.Opaque;
        if (!opaque && operands.get(i).isPresent() && operands.get(i).get().isUnknown()) {
          throw new IrException("%s: %s of a value of unknown type", what, node.op().mnemonic());
        }
      }
    }
  }
}
