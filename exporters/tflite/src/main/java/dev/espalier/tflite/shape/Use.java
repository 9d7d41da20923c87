package dev.espalier.tflite.shape;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.List;

/**
 * One use of an operator; what it needs and does not find is a fault of the file.
 *
 * @param position of the operator in the graph
 */
record Use(LiteModel model, LiteOp op, int position) {
  /** An operand that must be there. */
  LiteTensor in(int i) {
    require(op.has(i), "input " + i + " is missing");
    return model.input(op, i);
  }

  boolean has(int i) {
    return op.has(i);
  }

  /** The shapes of the operands that are there. */
  List<List<Integer>> shapes() {
    return op.inputs().stream()
        .filter(i -> i != LiteOp.ABSENT)
        .map(i -> model.tensor(i).shape())
        .toList();
  }

  int inputs() {
    return op.inputs().size();
  }

  /** An operand that must have a number of axes. */
  LiteTensor in(int i, int rank) {
    LiteTensor tensor = in(i);
    require(tensor.rank() == rank, "input " + i + " is " + tensor.type() + ", not of rank " + rank);
    return tensor;
  }

  LiteTensor out() {
    require(!op.outputs().isEmpty(), "there is no output");
    return model.output(op);
  }

  /**
   * The numbers of an operand that must be a constant of integers. Files hold no data of constants
   * without elements, such as the shape of a number.
   */
  int[] constants(int i) {
    LiteTensor tensor = in(i);
    if (tensor.isStatic() && tensor.size() == 0) {
      return new int[0];
    }
    boolean integers = tensor.element() == ElementType.I32 || tensor.element() == ElementType.I64;
    require(integers && tensor.isConstant(), "input " + i + " is no constant of integers");
    Tensor data = tensor.data().orElseThrow();
    int[] numbers = new int[(int) data.size()];
    long[] wide = data.toLongs();
    for (int k = 0; k < numbers.length; k++) {
      require(wide[k] == (int) wide[k], "input " + i + " has the number " + wide[k]);
      numbers[k] = (int) wide[k];
    }
    return numbers;
  }

  /** As many constants as an operand has axes, or another number. */
  int[] constants(int i, int count) {
    int[] numbers = constants(i);
    require(numbers.length == count, "input " + i + " has other than " + count + " numbers");
    return numbers;
  }

  <T extends Options> T options(Class<T> type) {
    require(type.isInstance(op.options()), "its attributes are " + op.options());
    return type.cast(op.options());
  }

  /** An axis counted from the front, of one that may count from the end. */
  int axis(int axis, int rank) {
    require(-rank <= axis && axis < rank, "axis " + axis + " of " + rank);
    return axis < 0 ? axis + rank : axis;
  }

  /** The operands, but for some, have the element type of the first; so does the result. */
  void requireSameElements(int... operands) {
    ElementType element = in(operands[0]).element();
    for (int i : operands) {
      require(in(i).element() == element, in(i).type() + " beside " + in(operands[0]).type());
    }
    require(out().element() == element, "the result is " + out().type());
  }

  void require(boolean right, String wrong) {
    if (!right) {
      throw new TfliteException("operator %d (%s): %s", position, op.name(), wrong);
    }
  }

  /** Checks a size that is computed from others. */
  int size(long size) {
    require(0 <= size && size <= Integer.MAX_VALUE, "the result would have the size " + size);
    return (int) size;
  }
}
