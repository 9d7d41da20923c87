package dev.espalier.tflite.fuse;

import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A lowered graph that is being changed: operators are replaced in place, and their results by
 * other tensors. What is not used any more goes when the graph is built.
 */
final class Editor {
  private final LiteModel model;
  private final List<LiteTensor> tensors;
  private final List<LiteOp> ops;
  private final Map<Integer, Integer> producers = new HashMap<>();
  private final Map<Integer, Integer> readers = new HashMap<>();
  private final Set<Integer> outputs = new HashSet<>();

  Editor(LiteModel model) {
    this.model = model;
    this.tensors = new ArrayList<>(model.tensors());
    this.ops = new ArrayList<>(model.ops());
    for (int i = 0; i < ops.size(); i++) {
      int position = i;
      ops.get(i).outputs().forEach(tensor -> producers.put(tensor, position));
      ops.get(i).inputs().forEach(tensor -> readers.merge(tensor, 1, Integer::sum));
    }
    model.outputs().forEach(port -> outputs.add(port.tensor()));
  }

  int size() {
    return ops.size();
  }

  LiteOp op(int position) {
    return ops.get(position);
  }

  LiteTensor tensor(int position) {
    return tensors.get(position);
  }

  Optional<Tensor> constant(LiteOp op, int input) {
    return op.has(input) ? tensors.get(op.input(input)).data() : Optional.empty();
  }

  /** The operator that makes an input of another one. */
  Optional<LiteOp> producer(LiteOp op, int input) {
    return Optional.ofNullable(producers.get(op.input(input))).map(ops::get);
  }

  /** The operator that makes an input of another one, if it is of a kind. */
  Optional<LiteOp> producer(LiteOp op, int input, Builtin kind) {
    return producer(op, input).filter(found -> found.kind() == kind);
  }

  int position(LiteOp op) {
    return producers.get(op.output());
  }

  boolean isOutput(int tensor) {
    return outputs.contains(tensor);
  }

  /** Whether one operator reads a tensor, once, and the graph does not return it. */
  boolean isReadOnce(int tensor) {
    return readers.getOrDefault(tensor, 0) == 1 && !isOutput(tensor);
  }

  int constant(String name, Tensor data) {
    tensors.add(LiteTensor.constant(name, data));
    return tensors.size() - 1;
  }

  /** A new value of the type of another one, which holds something else. */
  int value(String name, LiteTensor like) {
    tensors.add(LiteTensor.value(name, like.element(), like.shape()));
    return tensors.size() - 1;
  }

  /** Puts another operator in a place; its results stay the same tensors. */
  void replace(int position, LiteOp op) {
    ops.get(position).inputs().forEach(tensor -> readers.merge(tensor, -1, Integer::sum));
    op.inputs().forEach(tensor -> readers.merge(tensor, 1, Integer::sum));
    op.outputs().forEach(tensor -> producers.put(tensor, position));
    ops.set(position, op);
  }

  /** Moves an operator to the place of its only reader, whose results it makes from now on. */
  void mergeInto(LiteOp op, int reader) {
    op.inputs().forEach(tensor -> readers.merge(tensor, -1, Integer::sum));
    replace(reader, op.withOutputs(ops.get(reader).outputs()));
  }

  /** The graph without operators whose results nobody reads, and without unused tensors. */
  LiteModel build() {
    List<LiteOp> used = new ArrayList<>();
    Set<Integer> needed = new HashSet<>(outputs);
    for (int i = ops.size() - 1; i >= 0; i--) {
      LiteOp op = ops.get(i);
      if (op.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(op.inputs());
        used.add(op);
      }
    }
    Collections.reverse(used);
    return new Renumber(tensors).of(model, used);
  }
}
