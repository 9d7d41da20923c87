package dev.espalier.tflite.shape;

import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/** Operators that add, remove, stretch or turn axes; other converters write them. */
final class StackShapes {
  private StackShapes() {}

  /** Axes of size 1 that go; without a list, all of them. */
  static List<List<Integer>> squeeze(Use use) {
    use.requireSameElements(0);
    LiteTensor operand = use.in(0);
    TreeSet<Integer> gone = new TreeSet<>();
    for (int axis : use.options(Options.Squeeze.class).squeezeDims()) {
      gone.add(use.axis(axis, operand.rank()));
    }
    boolean all = gone.isEmpty();
    List<Integer> shape = new ArrayList<>();
    for (int axis = 0; axis < operand.rank(); axis++) {
      boolean unit = operand.dim(axis) == 1;
      use.require(unit || !gone.contains(axis), "axis " + axis + " of " + operand.type() + " goes");
      if (!(all ? unit : gone.contains(axis))) {
        shape.add(operand.dim(axis));
      }
    }
    return List.of(shape);
  }

  static List<List<Integer>> expandDims(Use use) {
    use.requireSameElements(0);
    List<Integer> shape = new ArrayList<>(use.in(0).shape());
    shape.add(use.axis(use.constants(1, 1)[0], shape.size() + 1), 1);
    return List.of(shape);
  }

  static List<List<Integer>> broadcastTo(Use use) {
    use.requireSameElements(0);
    List<Integer> wanted = Arrays.stream(use.constants(1)).boxed().toList();
    List<Integer> operand = use.in(0).shape();
    use.require(
        operand.size() <= wanted.size()
            && PointwiseShapes.stretched(use, operand, wanted).equals(wanted),
        operand + " to " + wanted);
    return List.of(wanted);
  }

  /** Operands of one shape, along a new axis. */
  static List<List<Integer>> pack(Use use) {
    Options.Pack o = use.options(Options.Pack.class);
    use.require(o.valuesCount() == use.inputs(), o.valuesCount() + " values");
    List<Integer> shape = new ArrayList<>(use.in(0).shape());
    for (int i = 0; i < use.inputs(); i++) {
      use.requireSameElements(0, i);
      use.require(use.in(i).shape().equals(shape), use.in(i).type() + " beside " + shape);
    }
    shape.add(use.axis(o.axis(), shape.size() + 1), use.inputs());
    return List.of(shape);
  }

  /** The parts along an axis, which goes. */
  static List<List<Integer>> unpack(Use use) {
    use.requireSameElements(0);
    Options.Unpack o = use.options(Options.Unpack.class);
    List<Integer> shape = new ArrayList<>(use.in(0).shape());
    int parts = shape.remove(use.axis(o.axis(), shape.size()));
    use.require(o.num() == parts, o.num() + " parts of " + parts);
    return Collections.nCopies(parts, shape);
  }

  static List<List<Integer>> reverse(Use use) {
    use.requireSameElements(0);
    TreeSet<Integer> axes = new TreeSet<>();
    for (int axis : use.constants(1)) {
      use.require(axes.add(use.axis(axis, use.in(0).rank())), "axis " + axis + " twice");
    }
    return List.of(use.in(0).shape());
  }
}
