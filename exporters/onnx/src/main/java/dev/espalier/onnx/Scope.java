package dev.espalier.onnx;

import dev.espalier.ir.Node;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the names in a body (the graph, a branch, a function) stand for. The graph's own names are
 * kept; those of bodies that are inlined get a prefix.
 */
final class Scope {
  private final Draft draft;
  private final Optional<Scope> outer;
  private final String prefix;
  private final Map<String, Long> opsets;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> results = new HashMap<>();
  private final int depth;

  private Scope(
      Draft draft, Optional<Scope> outer, String prefix, Map<String, Long> opsets, int depth) {
    this.draft = draft;
    this.outer = outer;
    this.prefix = prefix;
    this.opsets = opsets;
    this.depth = depth;
  }

  static Scope top(Draft draft, Map<String, Long> opsets) {
    return new Scope(draft, Optional.empty(), "", opsets, 0);
  }

  /** The scope of a branch, which sees the names around it. */
  Scope branch(String prefix) {
    return new Scope(draft, Optional.of(this), prefix + "/", opsets, depth + 1);
  }

  /** The scope of a function, which sees nothing but its parameters. */
  Scope function(String prefix, Map<String, Long> opsets) {
    return new Scope(draft, Optional.empty(), prefix + "/", opsets, depth + 1);
  }

  /** How many bodies are around this one. */
  int depth() {
    return depth;
  }

  Map<String, Long> opsets() {
    return opsets;
  }

  /** The version of an operator set that nodes here are written for. */
  Optional<Long> opset(String domain) {
    return Optional.ofNullable(opsets.get(domain));
  }

  /** From now on the name stands for a value. */
  void bind(String name, String value) {
    values.put(name, value);
  }

  /** When the name is defined here, its value gets this name. */
  void result(String name, String value) {
    results.put(name, value);
  }

  /** The value a name stands for; an absent operand stands for itself. */
  String value(String name) {
    if (name.equals(Node.ABSENT)) {
      return name;
    }
    String value = values.get(name);
    if (value != null) {
      return value;
    }
    return outer
        .orElseThrow(() -> OnnxException.malformed("nothing defines %%%s", name))
        .value(name);
  }

  /** The name of the value that a node here defines under a name. */
  String define(String name) {
    if (name.equals(Node.ABSENT)) {
      return name;
    }
    if (values.containsKey(name)) {
      throw OnnxException.malformed("%%%s is defined twice", name);
    }
    String value = results.get(name);
    if (value == null) {
      value = prefix.isEmpty() ? name : draft.fresh(prefix + name);
    }
    values.put(name, value);
    return value;
  }
}
