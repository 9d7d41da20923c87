package dev.espalier.tflite.file;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.Arrays;
import java.util.List;

/** An operator with the tensors it is used on: what its version depends on. */
record OperatorUse(LiteModel model, LiteOp op) {
  /** The attributes, which are those of the operator. */
  <O extends Options> O options(Class<O> type) {
    return type.cast(op.options());
  }

  boolean has(int input) {
    return op.has(input);
  }

  /** Whether an input is there and has one of some element types. */
  boolean is(int input, ElementType... types) {
    return has(input) && Arrays.asList(types).contains(model.input(op, input).element());
  }

  boolean resultIs(ElementType type) {
    return !op.outputs().isEmpty() && model.output(op).element() == type;
  }

  /** The number of axes of an input; 0 when it is not there. */
  int rank(int input) {
    return has(input) ? model.input(op, input).rank() : 0;
  }

  /** Whether two inputs of different shape, one of them with more than four axes, are combined. */
  boolean broadcastsManyAxes() {
    return has(0) && has(1) && Math.max(rank(0), rank(1)) > 4 && !shape(0).equals(shape(1));
  }

  private List<Integer> shape(int input) {
    return model.input(op, input).shape();
  }

  /** Whether a convolution has groups: its filter then covers some of the channels only. */
  boolean isGrouped() {
    LiteTensor filter = model.input(op, 1);
    LiteTensor x = model.input(op, 0);
    return x.rank() == 4 && filter.rank() == 4 && x.dim(3) != filter.dim(3);
  }
}
