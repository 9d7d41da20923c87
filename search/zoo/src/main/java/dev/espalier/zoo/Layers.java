package dev.espalier.zoo;

import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Pow;
import dev.espalier.ir.op.ReduceMean;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Sqrt;
import dev.espalier.ir.op.Sub;
import java.util.List;

/** Layers without weights, and normalisation. */
final class Layers {
  private static final List<Long> NO_DILATION = List.of(1L, 1L);

  private Layers() {}

  static Value maxPool(Value x, long kernel, long stride, long pad) {
    return x.then(
        new MaxPool(both(kernel), both(stride), NO_DILATION, List.of(pad, pad, pad, pad), false));
  }

  /** The mean of windows; padding counts as zeros. */
  static Value averagePool(Value x, long kernel, long stride, long pad) {
    List<Long> pads = List.of(pad, pad, pad, pad);
    return x.then(new AveragePool(both(kernel), both(stride), NO_DILATION, pads, false, pad > 0));
  }

  /** The mean over the picture: [N,C,1,1]. */
  static Value globalAveragePool(Value x) {
    return x.then("global_average_pool", new ReduceMean(List.of(2L, 3L), true));
  }

  /** The mean over the picture: [N,C]. */
  static Value pooledFeatures(Value x) {
    return globalAveragePool(x).reshape(x.size(0), x.channels());
  }

  /** [N,H,W,C] with zeros below and on the right. */
  static Value padded(Value x, long below, long right) {
    return below == 0 && right == 0
        ? x
        : x.then(new Pad(List.of(0L, 0L, 0L, 0L, 0L, below, right, 0L), Pad.Mode.CONSTANT, 0));
  }

  /** The upper left part of [N,H,W,C]. */
  static Value cropped(Value x, long height, long width) {
    return x.size(1) == height && x.size(2) == width
        ? x
        : x.then(
            new Slice(List.of(1L, 2L), List.of(0L, 0L), List.of(height, width), List.of(1L, 1L)));
  }

  /** Normalisation over the last axis. */
  static Value layerNorm(Value x, String layer, double epsilon) {
    long size = x.size(-1);
    String scale = x.statistic(layer + ".weight", 1, 0.5, size);
    String bias = x.statistic(layer + ".bias", 0, 0.5, size);
    if (x.network().configuration().composite()) {
      return x.then(layer, new LayerNormalization(x.type().rank() - 1, epsilon), scale, bias);
    }
    List<Long> last = List.of((long) x.type().rank() - 1);
    Value inner = x.within(layer);
    Value centred = inner.then(new Sub(), inner.then(new ReduceMean(last, true)));
    Value variance = centred.then("pow", new Pow(), x.number(2)).then(new ReduceMean(last, true));
    Value deviation = variance.then("add", new Add(), x.number(epsilon)).then(new Sqrt());
    Value normal = centred.then(new Div(), deviation).then("scale", new Mul(), scale);
    return normal.in(x.scope()).then(layer, new Add(), bias);
  }

  private static List<Long> both(long size) {
    return List.of(size, size);
  }
}
