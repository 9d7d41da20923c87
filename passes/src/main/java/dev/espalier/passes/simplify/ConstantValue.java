package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Transpose;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/** The results of a node with constant operands. Where elements only move, these are lazy views. */
final class ConstantValue {
  private static final Interpreter INTERPRETER = new Interpreter(Precision.F32);

  private ConstantValue() {}

  /** Whether the results are views that take no memory. */
  static boolean isLazy(Op op) {
    return op instanceof Identity
        || op instanceof Reshape
        || op instanceof Transpose
        || op instanceof IndexSelect
        || op instanceof Slice
        || op instanceof Split;
  }

  /** One tensor per result; computed in double, rounded once. */
  static List<Tensor> of(Node node, List<Optional<Tensor>> operands, List<TensorType> results) {
    if (!isLazy(node.op())) {
      return INTERPRETER.evaluate(node.op(), operands);
    }
    Tensor x = operands.get(0).orElseThrow();
    if (node.op() instanceof Split split) {
      return parts(split, x);
    }
    return List.of(view(node.op(), x, results.get(0)));
  }

  private static Tensor view(Op op, Tensor x, TensorType result) {
    if (op instanceof Transpose transpose) {
      return x.transpose(ints(transpose.permutation()));
    }
    if (op instanceof IndexSelect select) {
      return x.select((int) select.axis(), ints(select.indices()));
    }
    return op instanceof Slice slice
        ? cut(slice, x)
        : x.reshape(result.dims().stream().mapToLong(Dim::value).toArray());
  }

  private static Tensor cut(Slice slice, Tensor x) {
    Tensor cut = x;
    for (int k = 0; k < slice.axes().size(); k++) {
      int axis = slice.axes().get(k).intValue();
      cut = cut.select(axis, ints(slice.positions(k, x.dim(axis))));
    }
    return cut;
  }

  private static List<Tensor> parts(Split split, Tensor x) {
    List<Tensor> parts = new ArrayList<>();
    long from = 0;
    for (long size : split.sizes()) {
      long[] range = LongStream.range(from, from + size).toArray();
      parts.add(x.select((int) split.axis(), ints(LongStream.of(range).boxed().toList())));
      from += size;
    }
    return parts;
  }

  private static int[] ints(List<Long> values) {
    return values.stream().mapToInt(Math::toIntExact).toArray();
  }
}
