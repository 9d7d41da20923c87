package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.AveragePool;
import dev.espalier.ir.op.MaxPool;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/** Pools of images, and the padding in front of windows. */
final class LowerPools {
  private LowerPools() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    on.on(MaxPool.class, LowerPools::maxPool);
    on.on(AveragePool.class, LowerPools::averagePool);
  }

  /** Padding never wins, so it is the lowest number, or 0 where nothing is below. */
  private static Void maxPool(MaxPool op, Site site) {
    WindowPadding window = window(site, op.kernel(), op.strides(), op.dilations(), op.pads());
    int x = site.operand(0);
    if (window.explicit()) {
      boolean positive = NonNegative.holds(site.graph(), site.node().input());
      x = positive ? zeros(site, window) : lowest(site, window);
    }
    site.result(Builtin.MAX_POOL_2D, options(window.padding(), op.kernel(), op.strides()), x);
    return null;
  }

  /** Forms in which padding counts, or meets the border otherwise, have been rewritten. */
  private static Void averagePool(AveragePool op, Site site) {
    WindowPadding window = window(site, op.kernel(), op.strides(), op.dilations(), op.pads());
    if (window.explicit()) {
      throw site.notRewritten();
    }
    site.result(
        Builtin.AVERAGE_POOL_2D,
        options(window.padding(), op.kernel(), op.strides()),
        site.operand(0));
    return null;
  }

  private static WindowPadding window(
      Site site, List<Long> kernel, List<Long> strides, List<Long> dilations, List<Long> pads) {
    if (site.type(0).rank() != 4) {
      throw site.refuse(Code.RANK_NOT_SUPPORTED, "%s is no image", site.type(0));
    }
    if (dilations.stream().anyMatch(dilation -> dilation != 1)) {
      throw site.refuse(
          Code.UNSUPPORTED_ATTRIBUTE_VALUE, "pools of TFLite have no dilations %s", dilations);
    }
    if (site.element(0) != ElementType.F32) {
      throw site.refuse(Code.TYPE_NOT_SUPPORTED, "%s is not of 32-bit floats", site.type(0));
    }
    return WindowPadding.of(
        new long[] {site.shape(0)[2], site.shape(0)[3]},
        new long[] {site.resultShape()[2], site.resultShape()[3]},
        new long[] {kernel.get(0), kernel.get(1)},
        strides,
        dilations,
        pads);
  }

  private static Options options(Padding padding, List<Long> kernel, List<Long> strides) {
    return new Options.Pool2D(
        padding,
        Math.toIntExact(strides.get(1)),
        Math.toIntExact(strides.get(0)),
        Math.toIntExact(kernel.get(1)),
        Math.toIntExact(kernel.get(0)),
        Activation.NONE);
  }

  /** Operand 0 with zeros around it. */
  static int zeros(Site site, WindowPadding window) {
    return pad(Builtin.PAD, site, window, cells(site, window));
  }

  private static int lowest(Site site, WindowPadding window) {
    int least = site.constant("lowest", Tensor.scalar(ElementType.F32, -Float.MAX_VALUE));
    return pad(Builtin.PADV2, site, window, cells(site, window), least);
  }

  private static int cells(Site site, WindowPadding window) {
    return site.constant("pads", Integers.pairs(window.cells()));
  }

  private static int pad(Builtin kind, Site site, WindowPadding window, int cells, int... value) {
    int x = site.operand(0);
    long[] shape = site.stored(x);
    for (int i = 0; i < 2; i++) {
      shape[i + 1] += window.begin()[i] + window.end()[i];
    }
    Integer[] inputs =
        value.length == 0 ? new Integer[] {x, cells} : new Integer[] {x, cells, value[0]};
    return site.step(kind, new Options.None(), ElementType.F32, shape, inputs);
  }
}
