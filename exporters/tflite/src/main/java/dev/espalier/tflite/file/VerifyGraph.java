package dev.espalier.tflite.file;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.shape.VerifyOperators;
import java.util.BitSet;
import java.util.List;
import java.util.Map;

/**
 * Verifies that the operators of a graph can run one after the other: each reads what is there by
 * then, and each tensor comes from one place.
 */
final class VerifyGraph {
  private final GraphReader graph;
  private final List<LiteTensor> tensors;

  /** Tensors that have a value. */
  private final BitSet known = new BitSet();

  private VerifyGraph(GraphReader graph) {
    this.graph = graph;
    this.tensors = graph.tensors();
    for (int i = 0; i < tensors.size(); i++) {
      LiteTensor tensor = tensors.get(i);
      known.set(i, tensor.isConstant() || tensor.variable());
    }
  }

  static void in(GraphReader graph) {
    new VerifyGraph(graph).check();
  }

  private void check() {
    graph.inputs().forEach(known::set);
    for (int i = 0; i < graph.ops().size(); i++) {
      LiteOp op = graph.ops().get(i);
      String place = "operator " + i + " (" + op.kind() + ")";
      requireInputs(op, place);
      op.inputs().stream()
          .filter(input -> input != LiteOp.ABSENT)
          .forEach(input -> requireKnown(input, place + " reads"));
      op.outputs().forEach(output -> define(output, place));
    }
    graph.outputs().forEach(output -> requireKnown(output, "the graph returns"));
    VerifyOperators.inKnown(
        new LiteModel(graph.name(), tensors, graph.ops(), List.of(), List.of(), "", Map.of(), 0));
  }

  private void requireInputs(LiteOp op, String place) {
    int needed = OperatorInputs.needed(op.kind());
    for (int i = 0; i < Math.max(needed, op.inputs().size()); i++) {
      boolean absent = !op.has(i);
      if (absent && (i < needed || !OperatorInputs.mayBeAbsent(op.kind(), i))) {
        throw new TfliteException("%s has no input %d, but needs it", place, i);
      }
      if (!absent && !OperatorInputs.mayBeEmpty(op.kind()) && tensor(op, i).size() == 0) {
        throw new TfliteException(
            "%s cannot take %s: it has no elements", place, Texts.tensor(op.input(i), tensors));
      }
    }
    if (needed > 0 && op.outputs().isEmpty()) {
      throw new TfliteException("%s has no output", place);
    }
  }

  private LiteTensor tensor(LiteOp op, int input) {
    return tensors.get(op.input(input));
  }

  /** A tensor without elements has no data, and needs none. */
  private void requireKnown(int position, String what) {
    if (!known.get(position) && tensors.get(position).size() != 0) {
      throw new TfliteException(
          "%s %s, which nothing before it computes", what, Texts.tensor(position, tensors));
    }
  }

  private void define(int position, String place) {
    if (known.get(position)) {
      throw new TfliteException(
          "%s computes %s, which has a value already", place, Texts.tensor(position, tensors));
    }
    known.set(position);
  }
}
