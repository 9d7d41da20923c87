package dev.espalier.passes.channels;

import dev.espalier.ir.Dim;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Relu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Transpose;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** What joins, takes apart and reorders the channels of images [N,C,H,W]. */
final class RandomSupernetChannels {
  private static final long MOST = 16;

  private final RandomSupernetDraft d;

  RandomSupernetChannels(RandomSupernetDraft draft) {
    this.d = draft;
  }

  /** The value beside others of its height and width, possibly itself. */
  String concat(String x) {
    List<String> parts = new ArrayList<>(List.of(x));
    long channels = d.channels(x);
    for (int i = d.below(2); i < 2; i++) {
      String other =
          d.pick(t -> t.rank() == 4 && t.withDim(1, Dim.of(1)).equals(without(x))).orElse(x);
      if (d.dim(other, 1).isConstant() && channels + d.channels(other) <= MOST) {
        parts.add(d.below(parts.size() + 1), other);
        channels += d.channels(other);
      }
    }
    return d.emit(new Concat(1), parts.toArray(String[]::new));
  }

  private TensorType without(String x) {
    return d.type(x).withDim(1, Dim.of(1));
  }

  /** Two or three parts, offered each on its own. */
  String split(String x) {
    long c = d.channels(x);
    if (c < 2) {
      return x;
    }
    List<Long> sizes = new ArrayList<>();
    for (long left = c; left > 0; left -= sizes.get(sizes.size() - 1)) {
      sizes.add(
          sizes.size() == 2 ? left : d.chance(40) && left % 2 == 0 ? left / 2 : d.between(1, left));
    }
    List<String> parts = d.emit(new Split(1, sizes), sizes.size(), x);
    parts.forEach(d::offer);
    return parts.get(0);
  }

  String slice(String x) {
    long c = d.channels(x);
    long start = d.below((int) c);
    long end = d.between(start + 1, c);
    return d.emit(
        new Slice(List.of(1L), List.of(start), List.of(end), List.of(d.between(1, 2))), x);
  }

  /** Channels in another order; sometimes some are left out and some are there twice. */
  String select(String x) {
    int c = (int) d.channels(x);
    List<Long> indices =
        LongStream.range(0, c).boxed().collect(Collectors.toCollection(ArrayList::new));
    Collections.shuffle(indices, new Random(d.below(1000)));
    if (d.chance(40)) {
      indices.set(0, indices.get(c - 1));
    }
    return d.emit(new IndexSelect(1, indices), x);
  }

  /** Reshape, transpose, reshape: channels from groups take turns. */
  String shuffle(String x) {
    long c = d.channels(x);
    long groups = c % 3 == 0 ? 3 : 2;
    if (c % groups != 0) {
      return select(x);
    }
    List<Dim> dims = d.type(x).dims();
    List<Dim> five =
        List.of(dims.get(0), Dim.of(groups), Dim.of(c / groups), dims.get(2), dims.get(3));
    String a = d.emit(new Reshape(five), x);
    String b = d.emit(new Transpose(List.of(0L, 2L, 1L, 3L, 4L)), a);
    return d.emit(new Reshape(dims), b);
  }

  /** A region with channels last, with layers of its own. */
  String channelsLast(String x) {
    String y = d.emit(new Transpose(List.of(0L, 2L, 3L, 1L)), x);
    for (int i = d.below(3); i < 3; i++) {
      long c = d.dim(y, 3).value();
      long wide = d.oneOf(4L, 6L, 8L);
      y =
          switch (d.below(4)) {
            case 0 -> d.emit(new Add(), y, d.bias(c));
            case 1 -> d.emit(new ChannelMask(3), y, d.bits(c));
            case 2 -> d.emit(new Relu(), y);
            default -> d.emit(new MatMul(), y, d.weight(c, c, wide));
          };
    }
    return d.emit(new Transpose(List.of(0L, 3L, 1L, 2L)), y);
  }
}
