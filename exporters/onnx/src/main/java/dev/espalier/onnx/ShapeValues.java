package dev.espalier.onnx;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Cast;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceProd;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import dev.espalier.ir.op.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * Follows small values from {@code Shape} to where they are used as shapes, with symbolic dims as
 * expressions. What it cannot follow has no value here.
 */
final class ShapeValues {
  private final Map<String, SmallTensor> values = new HashMap<>();

  /** The elements of a value, if they are known. */
  Optional<SmallTensor> get(String value) {
    return Optional.ofNullable(values.get(value));
  }

  void constant(String value, Tensor tensor) {
    SmallTensor.of(tensor).ifPresent(small -> values.put(value, small));
  }

  /** Follows the operands of a node of the graph to its results. */
  void node(Node node, List<TensorType> operands, List<TensorType> results) {
    if (node.op() instanceof Shape shape) {
      values.put(node.result(), SmallTensor.of(shape.dims(operands.get(0))));
      return;
    }
    List<SmallTensor> given = new ArrayList<>();
    for (String operand : node.operands()) {
      if (!values.containsKey(operand)) {
        return;
      }
      given.add(values.get(operand));
    }
    if (!results.stream().allMatch(ShapeValues::isSmall)) {
      return;
    }
    try {
      if (node.op() instanceof Split split) {
        split(split, given.get(0), node.results());
      } else {
        compute(node.op(), given, results.get(0)).ifPresent(v -> values.put(node.result(), v));
      }
    } catch (ArithmeticException e) {
      // A number that overflows is no size; what it is used for decides whether that matters.
      values.remove(node.result());
    }
  }

  private static boolean isSmall(TensorType type) {
    return type.isStatic()
        && type.dims().stream().allMatch(dim -> dim.value() <= SmallTensor.MOST)
        && type.elements().value() <= SmallTensor.MOST;
  }

  private void split(Split split, SmallTensor x, List<String> results) {
    long from = 0;
    for (int r = 0; r < results.size(); r++) {
      long to = from + split.sizes().get(r);
      values.put(results.get(r), x.select((int) split.axis(), range(from, to)));
      from = to;
    }
    values.remove(Node.ABSENT);
  }

  private static Optional<SmallTensor> compute(Op op, List<SmallTensor> in, TensorType type) {
    List<Long> shape = SmallTensor.boxed(type.shape());
    if (op instanceof Elementwise elementwise) {
      return elementwise(elementwise, in, type, shape);
    } else if (op instanceof Pointwise pointwise) {
      return each(in.get(0), type, x -> ScalarMath.apply(pointwise, type.element(), x));
    } else if (op instanceof Cast) {
      return each(in.get(0), type, x -> ScalarMath.cast(type.element(), x));
    } else if (op instanceof Where) {
      return where(in, type.element(), shape);
    } else if (op instanceof Reduction reduction) {
      return reduce(reduction, in.get(0), shape);
    } else if (op instanceof Identity) {
      return Optional.of(in.get(0));
    }
    return move(op, in, shape);
  }

  /** Operators that only move elements. */
  private static Optional<SmallTensor> move(Op op, List<SmallTensor> in, List<Long> shape) {
    SmallTensor x = in.isEmpty() ? null : in.get(0);
    if (op instanceof Reshape) {
      return Optional.of(x.reshape(shape));
    } else if (op instanceof Expand) {
      return Optional.of(x.broadcast(shape));
    } else if (op instanceof Transpose transpose) {
      return Optional.of(x.transpose(transpose.permutation()));
    } else if (op instanceof Concat concat) {
      return Optional.of(SmallTensor.concat((int) concat.axis(), in));
    } else if (op instanceof IndexSelect select) {
      return Optional.of(x.select((int) select.axis(), select.indices()));
    } else if (op instanceof Slice slice) {
      for (int k = 0; k < slice.axes().size(); k++) {
        int axis = slice.axes().get(k).intValue();
        x = x.select(axis, slice.positions(k, x.shape().get(axis)));
      }
      return Optional.of(x);
    } else if (op instanceof Tile tile) {
      for (int axis = 0; axis < shape.size(); axis++) {
        List<Long> once = range(0, x.shape().get(axis));
        long times = tile.repeats().get(axis);
        x =
            x.select(
                axis,
                Collections.nCopies((int) times, once).stream().flatMap(List::stream).toList());
      }
      return Optional.of(x);
    }
    return Optional.empty();
  }

  private static Optional<SmallTensor> elementwise(
      Elementwise op, List<SmallTensor> in, TensorType type, List<Long> shape) {
    ElementType element = in.get(0).element();
    List<Scalar> a = in.get(0).broadcast(shape).items();
    List<Scalar> b = in.get(1).broadcast(shape).items();
    List<Scalar> items = new ArrayList<>();
    for (int i = 0; i < a.size(); i++) {
      Optional<Scalar> item = ScalarMath.apply(op, element, a.get(i), b.get(i));
      if (item.isEmpty()) {
        return Optional.empty();
      }
      items.add(item.get());
    }
    return Optional.of(new SmallTensor(type.element(), shape, items));
  }

  /** A function of one element. */
  private interface Map1 {
    Optional<Scalar> apply(Scalar x);
  }

  private static Optional<SmallTensor> each(SmallTensor x, TensorType type, Map1 function) {
    List<Scalar> items = new ArrayList<>();
    for (Scalar item : x.items()) {
      Optional<Scalar> mapped = function.apply(item);
      if (mapped.isEmpty()) {
        return Optional.empty();
      }
      items.add(mapped.get());
    }
    return Optional.of(new SmallTensor(type.element(), x.shape(), items));
  }

  private static Optional<SmallTensor> where(
      List<SmallTensor> in, ElementType element, List<Long> shape) {
    List<Scalar> condition = in.get(0).broadcast(shape).items();
    List<Scalar> a = in.get(1).broadcast(shape).items();
    List<Scalar> b = in.get(2).broadcast(shape).items();
    List<Scalar> items = new ArrayList<>();
    for (int i = 0; i < condition.size(); i++) {
      items.add(condition.get(i).equals(Scalar.of(0)) ? b.get(i) : a.get(i));
    }
    return Optional.of(new SmallTensor(element, shape, items));
  }

  /** Reductions of a whole vector. */
  private static Optional<SmallTensor> reduce(Reduction op, SmallTensor x, List<Long> shape) {
    Optional<Elementwise> step =
        op instanceof ReduceProd
            ? Optional.of(new Mul())
            : op instanceof ReduceSum
                ? Optional.of(new Add())
                : op instanceof ReduceMax
                    ? Optional.of(new Max())
                    : op instanceof ReduceMin ? Optional.of(new Min()) : Optional.empty();
    if (step.isEmpty() || x.items().isEmpty() || op.axes().size() != x.shape().size()) {
      return Optional.empty();
    }
    Scalar total = x.items().get(0);
    for (Scalar item : x.items().subList(1, x.items().size())) {
      Optional<Scalar> next = ScalarMath.apply(step.get(), x.element(), total, item);
      if (next.isEmpty()) {
        return Optional.empty();
      }
      total = next.get();
    }
    return Optional.of(new SmallTensor(x.element(), shape, List.of(total)));
  }

  private static List<Long> range(long from, long to) {
    return LongStream.range(from, to).boxed().toList();
  }
}
