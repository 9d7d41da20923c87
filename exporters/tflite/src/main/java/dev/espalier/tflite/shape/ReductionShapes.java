package dev.espalier.tflite.shape;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Operators that make one element of all along some axes. */
final class ReductionShapes {
  private ReductionShapes() {}

  static List<List<Integer>> reduce(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    TreeSet<Integer> axes = new TreeSet<>();
    for (int axis : use.constants(1)) {
      axes.add(use.axis(axis, operand.rank()));
    }
    boolean keep = use.options(Options.Reducer.class).keepDims();
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < operand.rank(); axis++) {
      if (!axes.contains(axis)) {
        shape.add(operand.dim(axis));
      } else if (keep) {
        shape.add(1);
      }
    }
    return List.of(shape);
  }

  /** The position of the greatest or the smallest along an axis. */
  static List<List<Integer>> choose(Use use) {
    LiteTensor operand = use.in(0);
    int axis = use.axis(use.constants(1, 1)[0], operand.rank());
    use.require(operand.dim(axis) > 0, "there is nothing to choose from");
    ElementType result = use.out().element();
    use.require(
        result == ElementType.I32 || result == ElementType.I64, "the result is " + result.text());
    List<Integer> shape = new ArrayList<>(operand.shape());
    shape.remove(axis);
    return List.of(shape);
  }
}
