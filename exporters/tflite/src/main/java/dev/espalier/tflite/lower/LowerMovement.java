package dev.espalier.tflite.lower;

import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Tile;
import dev.espalier.ir.op.Transpose;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Operators that only move elements. */
final class LowerMovement {
  private static final Options NONE = new Options.None();

  private LowerMovement() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    on.on(Identity.class, (op, site) -> forward(site));
    on.on(Transpose.class, (op, site) -> forward(site));
    on.on(Reshape.class, (op, site) -> reshape(site));
    on.on(Concat.class, LowerMovement::concat);
    on.on(Split.class, LowerMovement::split);
    on.on(Slice.class, LowerMovement::slice);
    on.on(Pad.class, LowerMovement::pad);
    on.on(Tile.class, LowerMovement::tile);
    on.on(IndexSelect.class, LowerMovement::indexSelect);
    on.on(Gather.class, LowerMovement::gather);
    on.on(DepthToSpace.class, LowerMovement::depthToSpace);
    on.on(SpaceToDepth.class, LowerMovement::spaceToDepth);
  }

  private static Void forward(Site site) {
    site.forward(site.operand(0));
    return null;
  }

  private static Void reshape(Site site) {
    int x = site.operand(0);
    long[] shape = site.resultOrder().store(site.resultShape());
    if (Arrays.equals(site.stored(x), shape)) {
      site.forward(x);
      return null;
    }
    site.reshaped(x);
    return null;
  }

  private static Void concat(Concat op, Site site) {
    AxisOrder order = site.resultOrder();
    List<Integer> parts = new ArrayList<>();
    for (int i = 0; i < site.operandCount(); i++) {
      parts.add(site.operand(i, order));
    }
    int axis = order.position((int) op.axis());
    site.result(Builtin.CONCATENATION, new Options.Concatenation(axis, Activation.NONE), parts);
    return null;
  }

  private static Void split(Split op, Site site) {
    int axis = site.constant("axis", Integers.scalar(site.order(0).position((int) op.axis())));
    int parts = op.sizes().size();
    if (op.sizes().stream().distinct().count() == 1) {
      site.results(Builtin.SPLIT, new Options.Split(parts), List.of(axis, site.operand(0)));
    } else {
      int sizes = site.constant("sizes", Integers.vector(longs(op.sizes())));
      site.results(
          Builtin.SPLIT_V, new Options.SplitV(parts), List.of(site.operand(0), sizes, axis));
    }
    return null;
  }

  private static long[] longs(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).toArray();
  }

  /** Steps are positive: slices that walk backwards have been rewritten. */
  private static Void slice(Slice op, Site site) {
    AxisOrder order = site.order(0);
    long[] begin = new long[order.rank()];
    long[] end = order.store(site.shape(0));
    long[] step = new long[order.rank()];
    Arrays.fill(step, 1);
    for (int k = 0; k < op.axes().size(); k++) {
      int at = order.position(op.axes().get(k).intValue());
      List<Long> taken = op.positions(k, end[at]);
      step[at] = op.steps().get(k);
      begin[at] = taken.isEmpty() ? 0 : taken.get(0);
      end[at] = taken.isEmpty() ? 0 : taken.get(taken.size() - 1) + 1;
    }
    int x = site.operand(0);
    if (Arrays.stream(step).allMatch(s -> s == 1)) {
      long[] size = new long[begin.length];
      Arrays.setAll(size, i -> end[i] - begin[i]);
      site.result(
          Builtin.SLICE,
          NONE,
          x,
          site.constant("begin", Integers.vector(begin)),
          site.constant("size", Integers.vector(size)));
    } else {
      site.result(
          Builtin.STRIDED_SLICE,
          new Options.StridedSlice(0, 0, 0, 0, 0, false),
          x,
          site.constant("begin", Integers.vector(begin)),
          site.constant("end", Integers.vector(end)),
          site.constant("steps", Integers.vector(step)));
    }
    return null;
  }

  /** Pads are not negative, and edges are not repeated: both have been rewritten. */
  private static Void pad(Pad op, Site site) {
    AxisOrder order = site.order(0);
    long[] cells = new long[2 * order.rank()];
    for (int i = 0; i < order.rank(); i++) {
      cells[2 * i] = op.begin(order.axes().get(i));
      cells[2 * i + 1] = op.end(order.axes().get(i));
    }
    int x = site.operand(0);
    int pads = site.constant("pads", Integers.pairs(cells));
    if (op.mode() == Pad.Mode.REFLECT) {
      site.result(Builtin.MIRROR_PAD, new Options.MirrorPad(false), x, pads);
    } else if (op.value() == 0) {
      site.result(Builtin.PAD, NONE, x, pads);
    } else {
      site.result(Builtin.PADV2, NONE, x, pads, site.number(op.value()));
    }
    return null;
  }

  private static Void tile(Tile op, Site site) {
    long[] repeats = site.order(0).store(longs(op.repeats()));
    site.result(
        Builtin.TILE, NONE, site.operand(0), site.constant("repeats", Integers.vector(repeats)));
    return null;
  }

  private static Void indexSelect(IndexSelect op, Site site) {
    int axis = site.order(0).position((int) op.axis());
    site.result(
        Builtin.GATHER,
        new Options.Gather(axis, 0),
        site.operand(0),
        site.constant("indices", Integers.vector(longs(op.indices()))));
    return null;
  }

  private static Void gather(Gather op, Site site) {
    int axis = Math.toIntExact(op.axis());
    site.result(Builtin.GATHER, new Options.Gather(axis, 0), site.operand(0), site.operand(1));
    return null;
  }

  private static Void depthToSpace(DepthToSpace op, Site site) {
    int block = Math.toIntExact(op.block());
    site.result(Builtin.DEPTH_TO_SPACE, new Options.DepthToSpace(block), site.operand(0));
    return null;
  }

  private static Void spaceToDepth(SpaceToDepth op, Site site) {
    int block = Math.toIntExact(op.block());
    site.result(Builtin.SPACE_TO_DEPTH, new Options.SpaceToDepth(block), site.operand(0));
    return null;
  }
}
