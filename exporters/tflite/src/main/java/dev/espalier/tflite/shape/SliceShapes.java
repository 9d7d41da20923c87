package dev.espalier.tflite.shape;

import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Operators that take parts out of an operand. */
final class SliceShapes {
  private SliceShapes() {}

  /** Begin and size along every axis; a size of -1 is what is left. */
  static List<List<Integer>> slice(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    int[] begin = use.constants(1, operand.rank());
    int[] size = use.constants(2, operand.rank());
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < operand.rank(); axis++) {
      int all = operand.dim(axis);
      use.require(0 <= begin[axis] && begin[axis] <= all, "it begins at " + begin[axis]);
      int left = all - begin[axis];
      int taken = size[axis] == -1 ? left : size[axis];
      use.require(0 <= taken && taken <= left, taken + " of " + left);
      shape.add(taken);
    }
    return List.of(shape);
  }

  /** Begin, end and step along every axis; masks leave out an end, or drop an axis of one. */
  static List<List<Integer>> strided(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    Options.StridedSlice o = use.options(Options.StridedSlice.class);
    boolean plain = o.ellipsisMask() == 0 && o.newAxisMask() == 0 && !o.offset();
    use.require(plain, "the attributes " + o + " are not known");
    int[] begin = use.constants(1, operand.rank());
    int[] end = use.constants(2, operand.rank());
    int[] step = use.constants(3, operand.rank());
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < operand.rank(); axis++) {
      int all = operand.dim(axis);
      use.require(step[axis] != 0 && step[axis] != Integer.MIN_VALUE, "a step of " + step[axis]);
      if (isSet(o.shrinkAxisMask(), axis)) {
        use.axis(begin[axis], all);
        use.require(step[axis] > 0, "a step of " + step[axis]);
        continue;
      }
      boolean forwards = step[axis] > 0;
      long first =
          isSet(o.beginMask(), axis) ? (forwards ? 0 : all - 1) : at(begin[axis], all, forwards);
      long last = isSet(o.endMask(), axis) ? (forwards ? all : -1) : at(end[axis], all, forwards);
      long reach = forwards ? last - first : first - last;
      long pace = Math.abs((long) step[axis]);
      shape.add(use.size(Math.max(0, (reach + pace - 1) / pace)));
    }
    return List.of(shape);
  }

  private static boolean isSet(int mask, int axis) {
    return (mask >> axis & 1) == 1;
  }

  /** A place counted from the front, moved to where the axis begins or ends. */
  private static long at(int place, int all, boolean forwards) {
    long counted = place < 0 ? (long) place + all : place;
    return forwards
        ? Math.max(0, Math.min(counted, all))
        : Math.max(-1, Math.min(counted, all - 1L));
  }

  /** Equal parts; the axis comes first. */
  static List<List<Integer>> split(Use use) {
    use.requireSameElements(1);
    LiteTensor operand = use.in(1);
    int axis = use.axis(use.constants(0, 1)[0], operand.rank());
    int parts = use.options(Options.Split.class).numSplits();
    use.require(parts > 0 && operand.dim(axis) % parts == 0, operand.type() + " in " + parts);
    return Collections.nCopies(parts, with(operand, axis, operand.dim(axis) / parts));
  }

  static List<List<Integer>> splitSizes(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    int[] sizes = use.constants(1);
    int axis = use.axis(use.constants(2, 1)[0], operand.rank());
    use.require(use.options(Options.SplitV.class).numSplits() == sizes.length, "other parts");
    long left = operand.dim(axis);
    int open = 0;
    for (int size : sizes) {
      use.require(size >= -1, "a part of " + size);
      open += size == -1 ? 1 : 0;
      left -= Math.max(size, 0);
    }
    use.require(open == 0 ? left == 0 : open == 1 && left >= 0, "its parts are not the whole");
    List<List<Integer>> shapes = new ArrayList<>();
    for (int size : sizes) {
      shapes.add(with(operand, axis, size == -1 ? use.size(left) : size));
    }
    return shapes;
  }

  private static List<Integer> with(LiteTensor operand, int axis, int size) {
    List<Integer> shape = new ArrayList<>(operand.shape());
    shape.set(axis, size);
    return shape;
  }
}
