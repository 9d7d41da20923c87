package dev.espalier.tflite.gpu;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A graph as the delegate is given it: half-precision constants behind DEQUANTIZE are constants,
 * and those operators do not exist.
 */
final class Wiring {
  /** What may stand behind an ARG_MAX without being computed from anything else. */
  private static final Set<Builtin> MOVES =
      Set.of(Builtin.RESHAPE, Builtin.SQUEEZE, Builtin.EXPAND_DIMS, Builtin.CAST);

  private final LiteModel model;
  private final List<Optional<LiteOp>> producers;
  private final List<List<LiteOp>> readers;
  private final List<Optional<Tensor>> constants;
  private final List<LiteOp> ops;

  Wiring(LiteModel model) {
    this.model = model;
    this.producers = new ArrayList<>(Collections.nCopies(model.tensors().size(), Optional.empty()));
    this.readers = model.readers();
    this.constants = new ArrayList<>();
    model.tensors().forEach(tensor -> constants.add(tensor.data()));
    for (LiteOp op : model.ops()) {
      op.outputs().forEach(output -> producers.set(output, Optional.of(op)));
      if (isFolded(op)) {
        constants.set(op.output(), constants.get(op.input(0)));
      }
    }
    this.ops = model.ops().stream().filter(op -> !isFolded(op)).toList();
  }

  private boolean isFolded(LiteOp op) {
    return op.kind() == Builtin.DEQUANTIZE
        && op.has(0)
        && !op.outputs().isEmpty()
        && model.input(op, 0).element() == ElementType.F16
        && constants.get(op.input(0)).isPresent();
  }

  LiteModel model() {
    return model;
  }

  /** The operators in the order in which they run. */
  List<LiteOp> ops() {
    return ops;
  }

  Optional<Tensor> constant(int tensor) {
    return constants.get(tensor);
  }

  /** The operator that computes a tensor; empty for constants and inputs of the graph. */
  Optional<LiteOp> producer(int tensor) {
    return constants.get(tensor).isPresent() ? Optional.empty() : producers.get(tensor);
  }

  List<LiteOp> readers(int tensor) {
    return readers.get(tensor);
  }

  /** The only operator that uses a tensor; empty when there are several or none. */
  Optional<LiteOp> onlyReader(int tensor) {
    List<LiteOp> all = readers.get(tensor).stream().distinct().toList();
    return all.size() == 1 ? Optional.of(all.get(0)) : Optional.empty();
  }

  /** The name under which messages speak of an operator. */
  String name(LiteOp op) {
    return op.node().isEmpty() && !op.outputs().isEmpty() ? model.output(op).name() : op.node();
  }

  /** Whether an operator chooses classes at the very end, so that all before it is one part. */
  boolean isFinalChoice(LiteOp op) {
    return op.kind() == Builtin.ARG_MAX
        && op.outputs().stream()
            .flatMap(output -> readers(output).stream())
            .allMatch(this::onlyMoves);
  }

  /** Whether an operator does nothing but reshape what a final ARG_MAX chose. */
  boolean isBehindFinalChoice(LiteOp op) {
    return MOVES.contains(op.kind())
        && op.has(0)
        && producer(op.input(0))
            .filter(before -> isFinalChoice(before) || isBehindFinalChoice(before))
            .isPresent();
  }

  private boolean onlyMoves(LiteOp op) {
    return MOVES.contains(op.kind())
        && op.outputs().stream()
            .flatMap(output -> readers(output).stream())
            .allMatch(this::onlyMoves);
  }
}
