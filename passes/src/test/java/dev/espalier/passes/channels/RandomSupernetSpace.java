package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.ReduceL2;
import dev.espalier.ir.op.ReduceMax;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.ReduceMin;
import dev.espalier.ir.op.ReduceSum;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.ir.op.Tanh;
import java.util.ArrayList;
import java.util.List;

/** What changes height and width of images: pools, resizes, pads, slices, reductions, blocks. */
final class RandomSupernetSpace {
  private static final long LARGEST = 10;

  private final RandomSupernetDraft d;

  RandomSupernetSpace(RandomSupernetDraft draft) {
    this.d = draft;
  }

  String pool(String x) {
    long[] kernel = d.several(2, 1, 2, 3, 3);
    long[] dilations = d.several(2, 1, 1, 1, 2);
    long[] pads = new long[4];
    for (int i = 0; i < 2; i++) {
      kernel[i] = dilations[i] * (kernel[i] - 1) + 1 <= d.size(x, 2 + i) ? kernel[i] : 1;
      pads[i] = kernel[i] > 1 ? d.below(2) : 0;
      pads[2 + i] = kernel[i] > 1 ? d.below(2) : 0;
    }
    List<Long> size = RandomSupernetLayers.list(kernel);
    List<Long> strides = RandomSupernetLayers.list(d.several(2, 1, 1, 2));
    List<Long> spread = RandomSupernetLayers.list(dilations);
    List<Long> around = RandomSupernetLayers.list(pads);
    boolean ceil = d.chance(40) && d.type(x).isStatic();
    Op max = new MaxPool(size, strides, spread, around, ceil);
    Op mean = new AveragePool(size, strides, spread, around, ceil, d.chance(50));
    return d.emit(d.oneOf(max, mean), x);
  }

  String resize(String x) {
    boolean up = Math.max(d.size(x, 2), d.size(x, 3)) * 2 <= LARGEST;
    Resize.Mode mode = d.oneOf(Resize.Mode.NEAREST, Resize.Mode.LINEAR, Resize.Mode.LINEAR);
    Resize.Coordinates coordinates =
        d.oneOf(
            Resize.Coordinates.HALF_PIXEL,
            Resize.Coordinates.ALIGN_CORNERS,
            Resize.Coordinates.ASYMMETRIC);
    Resize.Nearest nearest = d.oneOf(Resize.Nearest.FLOOR, Resize.Nearest.ROUND_PREFER_FLOOR);
    boolean even = d.size(x, 2) > 1 && d.size(x, 3) > 1;
    List<Double> scales = up ? List.of(2.0, 2.0) : even ? List.of(0.5, 0.5) : List.of(1.0, 1.0);
    List<Dim> sizes = List.of();
    if (d.type(x).isStatic() && d.chance(50)) {
      scales = List.of();
      sizes = List.of(Dim.of(d.between(1, LARGEST)), Dim.of(d.between(1, LARGEST)));
    }
    return d.emit(
        new Resize(List.of(2L, 3L), scales, sizes, mode, coordinates, nearest, -0.75, false), x);
  }

  /** The image, resized to the height and width of another. */
  String resizeTo(String x, String other) {
    List<Dim> sizes = d.type(other).dims().subList(2, 4);
    return d.emit(
        new Resize(
            List.of(2L, 3L),
            List.of(),
            sizes,
            d.oneOf(Resize.Mode.NEAREST, Resize.Mode.LINEAR),
            Resize.Coordinates.ASYMMETRIC,
            Resize.Nearest.FLOOR,
            -0.75,
            false),
        x);
  }

  /** Pads of space, and sometimes of channels; negative ones crop. */
  String pad(String x) {
    Pad.Mode mode = d.oneOf(Pad.Mode.CONSTANT, Pad.Mode.CONSTANT, Pad.Mode.EDGE, Pad.Mode.REFLECT);
    long[] pads = new long[8];
    for (int i = 2; i < 4; i++) {
      long most = Math.min(2, d.size(x, i) - 1);
      long least = d.size(x, i) > 3 && d.chance(20) ? -1 : 0;
      pads[i] = d.between(least, most);
      pads[4 + i] = d.between(least, most);
    }
    if (mode == Pad.Mode.CONSTANT && d.chance(20)) {
      pads[1] = d.below(2);
      pads[5] = d.below(2);
    }
    double value = mode == Pad.Mode.CONSTANT ? d.oneOf(0.0, 0.0, 0.5, -1.0) : 0;
    return d.emit(new Pad(RandomSupernetLayers.list(pads), mode, value), x);
  }

  String slice(String x) {
    List<Long> axes = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> ends = new ArrayList<>();
    List<Long> steps = new ArrayList<>();
    for (int axis = 2; axis < 4; axis++) {
      if (d.size(x, axis) > 2 && d.dim(x, axis).isConstant()) {
        axes.add((long) axis);
        starts.add((long) d.below(2));
        ends.add(d.size(x, axis) - d.below(2));
        steps.add(d.between(1, 2));
      }
    }
    return d.emit(new Slice(axes, starts, ends, steps), x);
  }

  /** Blocks of space become channels, or the other way round. */
  String rearrange(String x) {
    if (d.channels(x) % 4 == 0 && d.size(x, 2) * 2 <= LARGEST && d.size(x, 3) * 2 <= LARGEST) {
      return d.emit(new DepthToSpace(2, d.chance(50)), x);
    }
    boolean divides = d.type(x).isStatic() && d.size(x, 2) % 2 == 0 && d.size(x, 3) % 2 == 0;
    return divides && d.channels(x) <= 6 ? d.emit(new SpaceToDepth(2), x) : pool(x);
  }

  /** Height, width or both reduced to 1. */
  String reduce(String x) {
    List<Long> axes = d.oneOf(List.of(2L, 3L), List.of(2L, 3L), List.of(2L), List.of(3L));
    Op op =
        d.oneOf(
            new ReduceMean(axes, true),
            new ReduceMean(axes, true),
            new ReduceMax(axes, true),
            new ReduceMin(axes, true),
            new ReduceSum(axes, true),
            new ReduceL2(axes, true));
    return d.emit(op, x);
  }

  /** A reduction stretched again, as in pyramid pooling. */
  String context(String x) {
    String mean = d.emit(new ReduceMean(List.of(2L, 3L), true), x);
    TensorType type = d.type(x);
    return d.chance(50) ? d.emit(new Expand(type.dims()), mean) : resizeTo(mean, x);
  }

  /** Each position weighted by what the channels have in common there. */
  String spatialGate(String x) {
    Op over = d.oneOf(new ReduceMean(List.of(1L), true), new ReduceMax(List.of(1L), true));
    return d.emit(new Mul(), x, d.emit(new Tanh(), d.emit(over, x)));
  }
}
