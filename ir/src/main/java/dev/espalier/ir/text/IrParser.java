package dev.espalier.ir.text;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Operators;
import dev.espalier.ir.text.Assembly.Line;
import dev.espalier.ir.text.Assembly.Operand;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads the textual form of a graph. Errors name the line, and for the syntax also the column. */
public final class IrParser {
  private final Cursor cursor;
  private final Map<String, Tensor> store;
  private final Set<String> names = new HashSet<>();

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
    List<Line> lines = new ArrayList<>();
    while (!cursor.seesWord("return")) {
      lines.add(line());
    }
    int end = cursor.position();
    List<Operand> outputs = outputs();
    Assembly assembly = new Assembly(name, names);
    at(0, () -> inputs.forEach(assembly::input));
    lines.forEach(line -> at(line.position(), () -> assembly.node(line)));
    List<Graph> built = new ArrayList<>();
    at(end, () -> built.add(assembly.build(outputs)));
    return built.get(0);
  }

  private void at(int position, Runnable step) {
    try {
      step.run();
    } catch (IrException e) {
      throw new IrException("line %d: %s", cursor.line(position), e.getMessage());
    }
  }

  private List<Operand> outputs() {
    List<Operand> outputs = new ArrayList<>();
    cursor.expect("return");
    while (!cursor.skip("}")) {
      if (!outputs.isEmpty()) {
        cursor.expect(",");
      }
      outputs.add(operand());
    }
    if (!cursor.isAtEnd()) {
      throw cursor.expected("the end");
    }
    return outputs;
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
    int start = cursor.position();
    String mnemonic = cursor.word("an operator");
    if (!Operators.knows(mnemonic)) {
      throw cursor.error(start, "expected an operator, found '" + mnemonic + "'");
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
}
