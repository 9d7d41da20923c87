package dev.espalier.tflite.lower;

import dev.espalier.ir.Shapes;
import java.util.ArrayList;
import java.util.List;

/**
 * A broadcast of as few axes as possible: neighbouring axes along which the same operands are
 * stretched are one, and axes of size 1 are left out. Of [2,3,4,5] and [2,3,1,1] it makes [6,20]
 * and [6,1].
 *
 * @param groups the axes of the result that each merged axis is made of
 */
record MergedBroadcast(List<List<Integer>> groups) {
  /**
   * Merges axes.
   *
   * @param operands shapes of as many axes as the result, or of none
   */
  static MergedBroadcast of(long[] result, List<long[]> operands) {
    List<List<Integer>> groups = new ArrayList<>();
    int last = -1;
    for (int axis = 0; axis < result.length; axis++) {
      if (result[axis] != 1) {
        if (last < 0 || !alike(last, axis, operands)) {
          groups.add(new ArrayList<>());
        }
        groups.get(groups.size() - 1).add(axis);
        last = axis;
      }
    }
    return new MergedBroadcast(groups);
  }

  private static boolean alike(int a, int b, List<long[]> operands) {
    return operands.stream()
        .allMatch(shape -> shape.length == 0 || shape[a] == 1 == (shape[b] == 1));
  }

  /** The merged shape of an operand or the result; numbers stay numbers. */
  long[] merge(long... shape) {
    return shape.length == 0
        ? shape
        : groups.stream()
            .mapToLong(
                group -> Shapes.size(group.stream().mapToLong(axis -> shape[axis]).toArray()))
            .toArray();
  }
}
