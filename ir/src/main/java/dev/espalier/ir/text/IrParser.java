package dev.espalier.ir.text;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Arity;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operators;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the textual form of a graph. Errors name the line, and for the syntax also the column. */
public final class IrParser {
  /** A value read by a node: a name, or a constant that may not have one. */
  private record Operand(Optional<String> name, Optional<Tensor> constant) {}

  /** A node as it is written. */
  private record Line(
      int position,
      List<String> results,
      Op op,
      List<Operand> operands,
      List<Optional<TensorType>> types,
      String label) {}

  private final Cursor cursor;
  private final Map<String, Tensor> store;
  private final Set<String> names = new HashSet<>();
  private final List<Line> lines = new ArrayList<>();

  private IrParser(String text, Map<String, Tensor> store) {
    this.cursor = new Cursor(text);
    this.store = store;
  }

  public static Graph parse(String text) {
    return parse(text, Map.of());
  }

  /** As {@link #parse(String)}, with constants by their printed form, {@link Tensor#toString}. */
  public static Graph parse(String text, Map<String, Tensor> store) {
    return new IrParser(text, store).graph();
  }

  private Graph graph() {
    cursor.expect("graph");
    cursor.expect("@");
    String name = cursor.name("the graph's name");
    Map<String, TensorType> inputs = inputs();
    cursor.expect("{");
    while (!cursor.seesWord("return")) {
      lines.add(line());
    }
    int returns = cursor.position();
    cursor.expect("return");
    List<Operand> outputs = new ArrayList<>();
    while (!cursor.skip("}")) {
      if (!outputs.isEmpty()) {
        cursor.expect(",");
      }
      outputs.add(operand());
    }
    if (!cursor.isAtEnd()) {
      throw cursor.expected("the end");
    }
    return build(Graph.builder(name), inputs, outputs, returns);
  }

  private Map<String, TensorType> inputs() {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    cursor.expect("(");
    while (!cursor.skip(")")) {
      if (!inputs.isEmpty()) {
        cursor.expect(",");
      }
      String name = value();
      cursor.expect(":");
      if (inputs.put(name, cursor.type()) != null) {
        throw cursor.error("two inputs are called %" + name);
      }
    }
    return inputs;
  }

  private Line line() {
    int position = cursor.position();
    List<String> results = new ArrayList<>();
    do {
      results.add(cursor.skipWord("_") ? Node.ABSENT : value());
    } while (cursor.skip(","));
    cursor.expect("=");
    IrException unknown = cursor.expected("an operator");
    String mnemonic = cursor.word("an operator");
    if (!Operators.knows(mnemonic)) {
      throw unknown;
    }
    List<Operand> operands = operands();
    Op op = Attributes.parse(mnemonic, cursor);
    List<Optional<TensorType>> types = cursor.skip(":") ? types(results.size()) : List.of();
    String label = cursor.skip("@") ? cursor.name("a label") : "";
    return new Line(position, results, op, operands, types, label);
  }

  private String value() {
    cursor.expect("%");
    String name = cursor.name("a value's name");
    names.add(name);
    return name;
  }

  private List<Operand> operands() {
    List<Operand> operands = new ArrayList<>();
    cursor.expect("(");
    while (!cursor.skip(")")) {
      if (!operands.isEmpty()) {
        cursor.expect(",");
      }
      operands.add(operand());
    }
    return operands;
  }

  private Operand operand() {
    if (cursor.skipWord("_")) {
      return new Operand(Optional.of(Node.ABSENT), Optional.empty());
    } else if (!cursor.sees("%")) {
      return new Operand(Optional.empty(), Optional.of(Literals.parse(cursor, store)));
    }
    Optional<String> name = Optional.of(value());
    return cursor.skip("=")
        ? new Operand(name, Optional.of(Literals.parse(cursor, store)))
        : new Operand(name, Optional.empty());
  }

  private List<Optional<TensorType>> types(int results) {
    List<Optional<TensorType>> types = new ArrayList<>();
    for (int i = 0; i < results; i++) {
      if (i > 0) {
        cursor.expect(",");
      }
      boolean absent = cursor.skipWord("_");
      types.add(absent ? Optional.empty() : Optional.of(cursor.type()));
    }
    return types;
  }

  private Graph build(
      Graph.Builder builder, Map<String, TensorType> inputs, List<Operand> outputs, int returns) {
    inputs.forEach(builder::input);
    for (Line line : lines) {
      at(line.position(), () -> add(builder, line));
    }
    List<String> returned = new ArrayList<>();
    at(returns, () -> outputs.forEach(o -> returned.add(define(builder, o, "constant"))));
    List<Graph> built = new ArrayList<>();
    at(returns, () -> built.add(builder.build(returned)));
    return built.get(0);
  }

  private void at(int position, Runnable step) {
    try {
      step.run();
    } catch (IrException e) {
      throw new IrException("line %d: %s", cursor.line(position), e.getMessage());
    }
  }

  private void add(Graph.Builder builder, Line line) {
    Arity arity = line.op().arity();
    String first = line.results().stream().filter(r -> !r.isEmpty()).findFirst().orElse("unused");
    List<String> operands = new ArrayList<>();
    for (Operand operand : line.operands()) {
      int position = Math.min(operands.size(), arity.names().size() - 1);
      String what = position < 0 ? "operand" : arity.names().get(position);
      operands.add(define(builder, operand, first + "." + what));
    }
    builder.node(new Node(line.label(), line.op(), operands, line.results()));
    for (int i = 0; i < line.types().size(); i++) {
      check(builder, line.results().get(i), line.types().get(i));
    }
  }

  private static void check(Graph.Builder builder, String result, Optional<TensorType> given) {
    if (given.isPresent() && !given.get().equals(builder.type(result))) {
      throw new IrException("%%%s is %s, not %s", result, builder.type(result), given.get());
    }
  }

  /** The operand's name, after its constant, if it is one, has been added. */
  private String define(Graph.Builder builder, Operand operand, String base) {
    String name = operand.name().orElseGet(() -> fresh(base));
    operand.constant().ifPresent(tensor -> builder.constant(name, tensor));
    return name;
  }

  private String fresh(String base) {
    String name = base;
    for (int i = 2; !names.add(name); i++) {
      name = base + i;
    }
    return name;
  }
}
