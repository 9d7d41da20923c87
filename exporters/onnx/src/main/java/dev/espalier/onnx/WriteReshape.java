package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Reshape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Writes changes of shape. A reshape has a constant shape wherever 0 (the operand's size) and one
 * -1 (what is left) can stand for symbolic sizes; otherwise it is a flatten, squeeze or unsqueeze,
 * or its shape is computed when the model runs.
 */
final class WriteReshape {
  private static final int AXES_ARE_OPERANDS = 13;
  private static final int ZERO_MAY_BE_MEANT = 14;

  private WriteReshape() {}

  static Call reshape(Reshape op, Site site) {
    if (op.shape().stream().anyMatch(dim -> dim.is(0))) {
      return empty(op, site);
    }
    List<Dim> shape = op.shape();
    List<Long> constant = new ArrayList<>();
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < shape.size(); i++) {
      boolean same = i < site.rank() && shape.get(i).equals(site.type(0).dim(i));
      if (!shape.get(i).isConstant() && !same) {
        open.add(i);
      }
      constant.add(shape.get(i).isConstant() ? shape.get(i).value() : 0);
    }
    if (open.size() > 1) {
      return named(op, site).orElseGet(() -> computed(shape, open, site));
    }
    open.forEach(i -> constant.set(i, -1L));
    return Call.of("Reshape", site.operand(0), site.longs("shape", constant));
  }

  /** To a shape with a size 0, which ONNX would read as "the operand's size". */
  private static Call empty(Reshape op, Site site) {
    List<Dim> shape = op.shape();
    boolean copied =
        IntStream.range(0, shape.size())
            .filter(i -> shape.get(i).is(0))
            .allMatch(i -> i < site.rank() && site.type(0).dim(i).is(0));
    String vector = ShapeArithmetic.vector(site, shape);
    Call call = Call.of("Reshape", site.operand(0), vector);
    if (!copied) {
      site.since(ZERO_MAY_BE_MEANT);
      call.with("allowzero", true);
    }
    return call;
  }

  private static Optional<Call> named(Reshape op, Site site) {
    List<Dim> from = site.type(0).dims();
    Optional<List<Long>> inserted = ones(from, op.shape());
    if (inserted.isPresent()) {
      return Optional.of(axes("Unsqueeze", inserted.get(), site));
    }
    Optional<List<Long>> removed = ones(op.shape(), from);
    if (removed.isPresent()) {
      return Optional.of(axes("Squeeze", removed.get(), site));
    }
    return IntStream.rangeClosed(0, from.size())
        .filter(axis -> op.shape().equals(flat(from, axis)))
        .mapToObj(axis -> site.call("Flatten").with("axis", axis))
        .findFirst();
  }

  private static List<Dim> flat(List<Dim> dims, int axis) {
    return List.of(
        TensorType.product(dims.subList(0, axis)),
        TensorType.product(dims.subList(axis, dims.size())));
  }

  /** The positions in {@code longer} of the ones it has more than {@code shorter}. */
  private static Optional<List<Long>> ones(List<Dim> shorter, List<Dim> longer) {
    List<Long> added = new ArrayList<>();
    int at = 0;
    for (int i = 0; i < longer.size(); i++) {
      if (at < shorter.size() && shorter.get(at).equals(longer.get(i))) {
        at++;
      } else if (longer.get(i).is(1)) {
        added.add((long) i);
      } else {
        return Optional.empty();
      }
    }
    return at == shorter.size() ? Optional.of(added) : Optional.empty();
  }

  private static Call axes(String kind, List<Long> axes, Site site) {
    return site.opset() < AXES_ARE_OPERANDS
        ? site.call(kind).with("axes", axes)
        : Call.of(kind, site.operand(0), site.longs("axes", axes));
  }

  /** With -1 for the symbolic size that would be the hardest to compute. */
  private static Call computed(List<Dim> shape, List<Integer> open, Site site) {
    int left =
        open.stream()
            .max(
                Comparator.comparing((Integer i) -> site.file().place(shape.get(i)).isEmpty())
                    .thenComparing(i -> shape.get(i).toString().length())
                    .thenComparing(i -> i))
            .orElseThrow();
    List<Dim> asked = new ArrayList<>(shape);
    for (int i = 0; i < shape.size(); i++) {
      if (i == left) {
        asked.set(i, Dim.of(-1));
      } else if (!shape.get(i).isConstant() && !open.contains(i)) {
        asked.set(i, Dim.of(0));
      }
    }
    return Call.of("Reshape", site.operand(0), ShapeArithmetic.vector(site, asked));
  }

  /** Sizes the operand already has are written as 1. */
  static Call expand(Expand op, Site site) {
    site.since(8);
    int shift = site.rank() - op.shape().size();
    List<Dim> asked = new ArrayList<>(op.shape());
    for (int i = 0; i < asked.size(); i++) {
      boolean own = shift + i >= 0 && asked.get(i).equals(site.type(0).dim(shift + i));
      if (own && !asked.get(i).isConstant()) {
        asked.set(i, Dim.of(1));
      }
    }
    return Call.of("Expand", site.operand(0), ShapeArithmetic.vector(site, asked));
  }
}
