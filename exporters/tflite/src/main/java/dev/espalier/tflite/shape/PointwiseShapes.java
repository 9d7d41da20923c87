package dev.espalier.tflite.shape;

import dev.espalier.ir.ElementType;
import java.util.ArrayList;
import java.util.List;

/** Operators that compute every element from those at the same place. */
final class PointwiseShapes {
  private PointwiseShapes() {}

  /** One operand. */
  static List<List<Integer>> same(Use use) {
    use.requireSameElements(0);
    return List.of(use.in(0).shape());
  }

  /** One operand of at least one axis. */
  static List<List<Integer>> rows(Use use) {
    use.require(use.in(0).rank() > 0, "a number has no last axis");
    return same(use);
  }

  /** One operand, and a result of another element type. */
  static List<List<Integer>> converted(Use use) {
    return List.of(use.in(0).shape());
  }

  /** Two operands, stretched to each other. */
  static List<List<Integer>> broadcast(Use use) {
    use.requireSameElements(0, 1);
    return List.of(stretched(use, use.in(0).shape(), use.in(1).shape()));
  }

  static List<List<Integer>> compared(Use use) {
    use.require(use.in(0).element() == use.in(1).element(), "its operands have other types");
    use.require(use.out().element() == ElementType.BOOL, "its result is " + use.out().type());
    return List.of(stretched(use, use.in(0).shape(), use.in(1).shape()));
  }

  /** A slope for every element, or for those along some axes. */
  static List<List<Integer>> prelu(Use use) {
    use.requireSameElements(0, 1);
    List<Integer> shape = use.in(0).shape();
    use.require(
        stretched(use, shape, use.in(1).shape()).equals(shape),
        "slopes " + use.in(1).type() + " for " + use.in(0).type());
    return List.of(shape);
  }

  /** The second operand where the first is true, else the third. */
  static List<List<Integer>> selected(Use use) {
    use.require(use.in(0).element() == ElementType.BOOL, "it chooses by " + use.in(0).type());
    use.requireSameElements(1, 2);
    List<Integer> branches = stretched(use, use.in(1).shape(), use.in(2).shape());
    return List.of(stretched(use, use.in(0).shape(), branches));
  }

  /** The shape both can be stretched to, their last axes at the same place. */
  static List<Integer> stretched(Use use, List<Integer> left, List<Integer> right) {
    int rank = Math.max(left.size(), right.size());
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int a = dim(left, axis - (rank - left.size()));
      int b = dim(right, axis - (rank - right.size()));
      use.require(a == b || a == 1 || b == 1, left + " and " + right + " cannot be stretched");
      shape.add(a == 1 ? b : a);
    }
    return shape;
  }

  private static int dim(List<Integer> shape, int axis) {
    return axis < 0 ? 1 : shape.get(axis);
  }
}
