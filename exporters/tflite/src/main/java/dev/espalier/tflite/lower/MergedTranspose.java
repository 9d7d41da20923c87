package dev.espalier.tflite.lower;

import java.util.ArrayList;
import java.util.List;

/**
 * A transpose of as few axes as possible: axes of size 1 are left out, and axes that stay next to
 * each other are one.
 *
 * @param shape of the operand
 * @param permutation axis i of the result is axis {@code permutation[i]} of the operand
 */
record MergedTranspose(long[] shape, int[] permutation) {
  static MergedTranspose of(int[] permutation, long... shape) {
    List<List<Integer>> runs = new ArrayList<>();
    int expected = -1;
    for (int axis : permutation) {
      if (shape[axis] == 1) {
        continue;
      }
      if (axis != expected) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(axis);
      expected = axis + 1;
      while (expected < shape.length && shape[expected] == 1) {
        expected++;
      }
    }
    List<List<Integer>> inOrder =
        runs.stream().sorted((a, b) -> Integer.compare(a.get(0), b.get(0))).toList();
    long[] merged =
        inOrder.stream()
            .mapToLong(
                run -> run.stream().mapToLong(axis -> shape[axis]).reduce(1, (a, b) -> a * b))
            .toArray();
    return new MergedTranspose(merged, runs.stream().mapToInt(inOrder::indexOf).toArray());
  }
}
