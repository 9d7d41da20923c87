package dev.espalier.tflite.shape;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Operators that move elements to other places. */
final class MovementShapes {
  private MovementShapes() {}

  /** The shape is an operand or, without one, an attribute; -1 takes what is left. */
  static List<List<Integer>> reshape(Use use) {
    use.requireSameElements(0);
    List<Integer> shape =
        use.has(1)
            ? Arrays.stream(use.constants(1)).boxed().toList()
            : use.options(Options.Reshape.class).newShape();
    long known = shape.stream().filter(d -> d != -1).mapToLong(d -> d).reduce(1, (a, b) -> a * b);
    long open = shape.stream().filter(d -> d == -1).count();
    long size = use.in(0).size();
    boolean fits = open == 0 ? known == size : open == 1 && known > 0 && size % known == 0;
    use.require(fits && shape.stream().allMatch(d -> d >= -1), use.in(0).type() + " to " + shape);
    return List.of(
        shape.stream().map(d -> d == -1 ? use.size(size / Math.max(known, 1)) : d).toList());
  }

  static List<List<Integer>> transpose(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    int[] order = use.constants(1, operand.rank());
    BitSet seen = new BitSet();
    List<Integer> shape = new ArrayList<>();
    for (int from : order) {
      int axis = use.axis(from, operand.rank());
      use.require(!seen.get(axis), "axis " + axis + " twice");
      seen.set(axis);
      shape.add(operand.dim(axis));
    }
    return List.of(shape);
  }

  /** Cells before and behind every axis; reflected ones come from the operand. */
  static List<List<Integer>> pad(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    int[] cells = use.constants(1, 2 * operand.rank());
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < operand.rank(); axis++) {
      int before = cells[2 * axis];
      int behind = cells[2 * axis + 1];
      use.require(before >= 0 && behind >= 0, "padding of " + before + " and " + behind);
      if (use.op().kind() == Builtin.MIRROR_PAD) {
        boolean symmetric = use.options(Options.MirrorPad.class).symmetric();
        int most = operand.dim(axis) - (symmetric ? 0 : 1);
        use.require(Math.max(before, behind) <= most, "reflection of more than " + most);
      }
      shape.add(use.size((long) operand.dim(axis) + before + behind));
    }
    if (use.op().kind() == Builtin.PADV2) {
      use.require(use.in(2).size() == 1, "padding with " + use.in(2).type());
      use.requireSameElements(0, 2);
    }
    return List.of(shape);
  }

  static List<List<Integer>> concatenation(Use use) {
    List<Integer> shape = new ArrayList<>(use.in(0).shape());
    int axis = use.axis(use.options(Options.Concatenation.class).axis(), shape.size());
    long along = 0;
    for (int i = 0; i < use.inputs(); i++) {
      use.requireSameElements(0, i);
      List<Integer> other = new ArrayList<>(use.in(i).shape());
      use.require(other.size() == shape.size(), use.in(i).type() + " beside " + shape);
      along += other.get(axis);
      other.set(axis, shape.get(axis));
      use.require(other.equals(shape), use.in(i).type() + " beside " + shape);
    }
    shape.set(axis, use.size(along));
    return List.of(shape);
  }

  /** Constant indices lie within the axis; the runtime checks others as it runs. */
  static List<List<Integer>> gather(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    Options.Gather o = use.options(Options.Gather.class);
    int axis = use.axis(o.axis(), operand.rank());
    use.require(o.batchDims() == 0, "batch_dims " + o.batchDims());
    if (use.in(1).isConstant()) {
      for (int index : use.constants(1)) {
        use.require(0 <= index && index < operand.dim(axis), "index " + index);
      }
    }
    List<Integer> shape = new ArrayList<>(operand.shape().subList(0, axis));
    shape.addAll(use.in(1).shape());
    shape.addAll(operand.shape().subList(axis + 1, operand.rank()));
    return List.of(shape);
  }

  static List<List<Integer>> tile(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    int[] times = use.constants(1, operand.rank());
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < times.length; axis++) {
      use.require(times[axis] >= 0, times[axis] + " times");
      shape.add(use.size((long) operand.dim(axis) * times[axis]));
    }
    return List.of(shape);
  }

  static List<List<Integer>> spaceToDepth(Use use) {
    use.requireSameElements(0);
    LiteTensor image = use.in(0, 4);
    int block = use.options(Options.SpaceToDepth.class).blockSize();
    boolean fits = block > 0 && image.dim(1) % block == 0 && image.dim(2) % block == 0;
    use.require(fits, image.type() + " in blocks of " + block);
    int channels = use.size((long) image.dim(3) * block * block);
    return List.of(List.of(image.dim(0), image.dim(1) / block, image.dim(2) / block, channels));
  }

  static List<List<Integer>> depthToSpace(Use use) {
    use.requireSameElements(0);
    LiteTensor image = use.in(0, 4);
    int block = use.options(Options.DepthToSpace.class).blockSize();
    boolean fits = block > 0 && block < 1 << 15 && image.dim(3) % (block * block) == 0;
    use.require(fits, image.type() + " in blocks of " + block);
    int h = use.size((long) image.dim(1) * block);
    int w = use.size((long) image.dim(2) * block);
    return List.of(List.of(image.dim(0), h, w, image.dim(3) / (block * block)));
  }
}
