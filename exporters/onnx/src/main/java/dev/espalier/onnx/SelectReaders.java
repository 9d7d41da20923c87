package dev.espalier.onnx;

import static dev.espalier.onnx.OnnxException.malformed;

import dev.espalier.ir.Dim;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/** Operators that join, cut, pick and pad. */
final class SelectReaders {
  /** Longer lists of indices stay an operand. */
  private static final long MOST_INDICES = 1 << 16;

  private SelectReaders() {}

  static void addTo(OperatorReaders readers) {
    readers.add("Concat", 1, SelectReaders::concat);
    readers.add("Split", 1, SelectReaders::split);
    readers.add("Slice", 1, SelectReaders::slice);
    readers.add("Gather", 1, SelectReaders::gather);
    readers.add("Pad", 1, SelectReaders::pad);
  }

  private static void concat(OnnxNode node) {
    if (node.opset() >= 4 && !node.attributes().has("axis")) {
      throw malformed("no axis");
    }
    int axis = Shapes.axis(node.attributes().integer("axis", 1), node.type(0).rank());
    node.result(new Concat(axis), node.operands());
  }

  private static void split(OnnxNode node) {
    TensorType x = node.type(0);
    int axis = Shapes.axis(node.attributes().integer("axis", 0), x.rank());
    List<Long> sizes =
        node.opset() < 13
            ? node.attributes().integers("split")
            : node.has(1) ? node.longs(1) : List.of();
    if (node.opset() < 2 && node.has(1)) {
      throw new NotModelled("sizes as an operand of opset 1");
    }
    if (sizes.isEmpty()) {
      sizes = equalParts(node, x.dim(axis));
    }
    if (sizes.size() != node.results().size() || sizes.stream().anyMatch(s -> s < 0)) {
      throw malformed("%d results of parts %s", node.results().size(), sizes);
    }
    node.results(new Split(axis, sizes), List.of(node.operand(0)));
  }

  /** Parts of equal size; since opset 18 the last one may be smaller. */
  private static List<Long> equalParts(OnnxNode node, Dim dim) {
    long parts = node.results().size();
    long stated = node.attributes().integer("num_outputs", parts);
    if (!dim.isConstant()) {
      throw new NotModelled("equal parts of the axis of size %s", dim);
    } else if (stated != parts || node.opset() < 18 && dim.value() % parts != 0) {
      throw malformed("%d results of %d equal parts of %s", parts, stated, dim);
    }
    long size = dim.ceilDiv(parts).value();
    List<Long> sizes = new ArrayList<>();
    for (long at = 0; sizes.size() < parts; at += size) {
      sizes.add(Math.max(0, Math.min(size, dim.value() - at)));
    }
    return sizes;
  }

  private static void slice(OnnxNode node) {
    TensorType x = node.type(0);
    boolean attributes = node.opset() < 10;
    List<Dim> starts = attributes ? dims(node, "starts") : node.dims(1);
    List<Dim> ends = attributes ? dims(node, "ends") : node.dims(2);
    List<Long> first = LongStream.range(0, starts.size()).boxed().toList();
    List<Long> axes =
        attributes
            ? node.attributes().integers("axes", first)
            : node.has(3) ? node.longs(3) : first;
    List<Long> steps =
        node.has(4)
            ? node.longs(4).stream().map(SelectReaders::clamped).toList()
            : Collections.nCopies(starts.size(), 1L);
    if (ends.size() != starts.size() || axes.size() != starts.size()) {
      throw malformed("starts %s, ends %s, axes %s", starts, ends, axes);
    }
    List<Long> positive = axes.stream().map(a -> (long) Shapes.axis(a, x.rank())).toList();
    List<Long> from = new ArrayList<>();
    List<Long> to = new ArrayList<>();
    for (int k = 0; k < starts.size(); k++) {
      Dim dim = x.dim(positive.get(k).intValue());
      from.add(bound(starts.get(k), dim));
      to.add(bound(ends.get(k), dim));
      if (!dim.isConstant() && k < steps.size() && steps.get(k) <= 0) {
        throw new NotModelled("backwards along the axis of size %s", dim);
      } else if (!dim.isConstant() && mayEndBehind(to.get(k), dim)) {
        throw new NotModelled("up to %s of the axis of size %s", to.get(k), dim);
      }
    }
    node.result(new Slice(positive, from, to, steps), node.operand(0));
  }

  /** Whether an axis may be shorter than where a slice of it ends. */
  private static boolean mayEndBehind(long end, Dim size) {
    return end < Integer.MAX_VALUE && end > 0 && !Scalar.isNonNegative(size.plus(-end));
  }

  /** Files say "to the end" by numbers of any size. */
  private static long clamped(long bound) {
    return Math.max(-Integer.MAX_VALUE, Math.min(Integer.MAX_VALUE, bound));
  }

  private static List<Dim> dims(OnnxNode node, String attribute) {
    return node.attributes().integers(attribute).stream().map(Dim::of).toList();
  }

  /** A bound that depends on sizes counts from the end, if that makes it a number. */
  private static long bound(Dim bound, Dim size) {
    if (bound.isConstant()) {
      boolean beforeAll = !size.isConstant() && bound.value() <= -Integer.MAX_VALUE;
      return beforeAll ? 0 : clamped(bound.value());
    }
    Dim fromEnd = bound.minus(size);
    if (fromEnd.is(0)) {
      return Integer.MAX_VALUE;
    } else if (fromEnd.isConstant() && fromEnd.value() < 0) {
      return fromEnd.value();
    }
    throw new NotModelled("the bound %s of the axis of size %s", bound, size);
  }

  private static void gather(OnnxNode node) {
    TensorType x = node.type(0);
    TensorType type = node.type(1);
    int axis = Shapes.axis(node.attributes().integer("axis", 0), x.rank());
    Optional<List<Long>> indices = node.constant(1).flatMap(t -> indices(t, x.dim(axis)));
    if (indices.isEmpty()) {
      node.result(new Gather(axis), node.operand(0), node.operand(1));
    } else if (type.rank() == 1) {
      node.result(new IndexSelect(axis, indices.get()), node.operand(0));
    } else {
      List<Dim> shape = new ArrayList<>(x.dims().subList(0, axis));
      shape.addAll(type.dims());
      shape.addAll(x.dims().subList(axis + 1, x.rank()));
      String picked = node.node("picked", new IndexSelect(axis, indices.get()), node.operand(0));
      node.result(new Reshape(shape), picked);
    }
  }

  /** The indices counted from the front, unless that needs a size that is not known. */
  private static Optional<List<Long>> indices(Tensor tensor, Dim size) {
    if (tensor.size() > MOST_INDICES || tensor.element().isFloat()) {
      return Optional.empty();
    }
    List<Long> indices = new ArrayList<>();
    for (long index : tensor.toLongs()) {
      if (index < 0 && !size.isConstant()) {
        return Optional.empty();
      }
      indices.add(index < 0 ? index + size.value() : index);
    }
    return Optional.of(indices);
  }

  private static void pad(OnnxNode node) {
    TensorType x = node.type(0);
    boolean attributes = node.opset() < 11;
    List<Long> given =
        attributes
            ? node.attributes().integers(node.opset() < 2 ? "paddings" : "pads")
            : node.longs(1);
    double value = attributes ? node.attributes().real("value", 0) : node.has(2) ? node.real(2) : 0;
    List<Long> pads = given;
    if (node.has(3)) {
      pads = spread(given, node.longs(3), x.rank());
    }
    if (pads.stream().anyMatch(p -> Math.abs(p) > Integer.MAX_VALUE)) {
      throw malformed("pads %s", pads);
    }
    node.result(new Pad(pads, mode(node), value), node.operand(0));
  }

  private static Pad.Mode mode(OnnxNode node) {
    String mode = node.attributes().text("mode", "constant");
    if (node.type(0).element() == ElementType.BOOL) {
      throw new NotModelled("pads of truth values");
    }
    return switch (mode) {
      case "constant", "edge", "reflect" -> Pad.Mode.valueOf(mode.toUpperCase(Locale.ROOT));
      default -> throw new NotModelled("the mode '%s'", mode);
    };
  }

  /** Pads of some axes as pads of all. */
  private static List<Long> spread(List<Long> given, List<Long> axes, int rank) {
    if (given.size() != 2 * axes.size()) {
      throw malformed("pads %s for axes %s", given, axes);
    }
    List<Long> pads = new ArrayList<>(Collections.nCopies(2 * rank, 0L));
    for (int k = 0; k < axes.size(); k++) {
      int axis = Shapes.axis(axes.get(k), rank);
      pads.set(axis, given.get(k));
      pads.set(rank + axis, given.get(axes.size() + k));
    }
    return pads;
  }
}
