package dev.espalier.ir.text;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Arity;
import dev.espalier.ir.op.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Makes a graph of what is written: gives names to constants that have none, and checks types. */
final class Assembly {
  /** A value read by a node: a name, or a constant that may not have one. */
  record Operand(Optional<String> name, Optional<Tensor> constant) {}

  /** A node as it is written; types are empty where none are given. */
  record Line(
      int position,
      List<String> results,
      Op op,
      List<Operand> operands,
      List<Optional<TensorType>> types,
      String label) {}

  private final Graph.Builder builder;
  private final Set<String> names;

  /**
   * @param names all names in the text; fresh ones are added
   */
  Assembly(String graph, Set<String> names) {
    this.builder = Graph.builder(graph);
    this.names = names;
  }

  void input(String name, TensorType type) {
    builder.input(name, type);
  }

  void node(Line line) {
    Arity arity = line.op().arity();
    String first = line.results().stream().filter(r -> !r.isEmpty()).findFirst().orElse("unused");
    List<String> operands = new ArrayList<>();
    for (Operand operand : line.operands()) {
      int position = Math.min(operands.size(), arity.names().size() - 1);
      String what = position < 0 ? "operand" : arity.names().get(position);
      operands.add(define(operand, first + "." + what));
    }
    builder.node(new Node(line.label(), line.op(), operands, line.results()));
    for (int i = 0; i < line.types().size(); i++) {
      check(line.results().get(i), line.types().get(i));
    }
  }

  Graph build(List<Operand> outputs) {
    return builder.build(outputs.stream().map(output -> define(output, "constant")).toList());
  }

  private void check(String result, Optional<TensorType> given) {
    if (given.isPresent() && !given.get().equals(builder.type(result))) {
      throw new IrException("%%%s is %s, not %s", result, builder.type(result), given.get());
    }
  }

  /** The operand's name, after its constant, if it is one, has been added. */
  private String define(Operand operand, String base) {
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
