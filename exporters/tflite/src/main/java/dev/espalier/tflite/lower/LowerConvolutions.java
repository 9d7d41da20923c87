package dev.espalier.tflite.lower;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.OpSwitch;
import dev.espalier.tflite.NotOnTargetException.Code;
import dev.espalier.tflite.layout.AxisOrder;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/**
 * Convolutions of images. Weights are [O,H,W,C/groups], for depthwise convolutions [1,H,W,O] and
 * for transposed ones [O,H,W,C]; there is always a bias.
 */
final class LowerConvolutions {
  /** Of depthwise and of transposed weights. */
  private static final AxisOrder FIRST_AXIS_LAST = new AxisOrder(List.of(1, 2, 3, 0));

  private LowerConvolutions() {}

  static void cases(OpSwitch.Builder<Site, Void> on) {
    on.on(Conv.class, LowerConvolutions::conv);
    on.on(ConvTranspose.class, LowerConvolutions::convTranspose);
  }

  private static Void conv(Conv op, Site site) {
    requireImage(op, site);
    long channels = site.shape(0)[1];
    boolean depthwise = op.groups() == channels && op.groups() > 1;
    if (op.groups() > 1 && site.constant(1).isEmpty()) {
      throw site.refuse(Code.REQUIRES_CONSTANT_INPUT, "weights of a grouped convolution");
    }
    long[] weight = site.shape(1);
    long[] kernel = {weight[2], weight[3]};
    WindowPadding window = window(op, site, kernel);
    int x = window.explicit() ? LowerPools.zeros(site, window) : site.operand(0);
    int weights = site.operand(1, depthwise ? FIRST_AXIS_LAST : AxisOrder.channelsLast(4));
    int stepH = Math.toIntExact(op.strides().get(0));
    int stepW = Math.toIntExact(op.strides().get(1));
    int spreadH = Math.toIntExact(op.dilations().get(0));
    int spreadW = Math.toIntExact(op.dilations().get(1));
    Padding padding = window.padding();
    if (depthwise) {
      int multiplier = Math.toIntExact(weight[0] / channels);
      site.result(
          Builtin.DEPTHWISE_CONV_2D,
          new Options.DepthwiseConv2D(
              padding, stepW, stepH, spreadW, spreadH, multiplier, Activation.NONE),
          x,
          weights,
          bias(site, weight[0]));
    } else {
      site.result(
          Builtin.CONV_2D,
          new Options.Conv2D(padding, stepW, stepH, spreadW, spreadH, Activation.NONE),
          x,
          weights,
          bias(site, weight[0]));
    }
    return null;
  }

  private static void requireImage(Op op, Site site) {
    if (site.type(0).rank() != 4) {
      throw site.refuse(
          Code.RANK_NOT_SUPPORTED, "%s has rank %d, not 4", site.type(0), site.type(0).rank());
    }
    if (site.element(0) != ElementType.F32) {
      throw site.refuse(Code.TYPE_NOT_SUPPORTED, "%s is not of 32-bit floats", site.type(0));
    }
    if (op instanceof Conv conv && conv.pads().stream().anyMatch(pad -> pad < 0)) {
      throw site.refuse(Code.UNSUPPORTED_ATTRIBUTE_VALUE, "negative pads %s", conv.pads());
    }
  }

  private static WindowPadding window(Conv op, Site site, long[] kernel) {
    long[] in = {site.shape(0)[2], site.shape(0)[3]};
    long[] out = {site.resultShape()[2], site.resultShape()[3]};
    return WindowPadding.of(in, out, kernel, op.strides(), op.dilations(), op.pads());
  }

  /** The bias, zeros where there is none. */
  static int bias(Site site, long channels) {
    return site.has(2)
        ? site.operand(2)
        : site.constant("bias", Tensor.filled(ElementType.F32, new long[] {channels}, 0));
  }

  /** The forms that TFLite cannot express have been rewritten; what is left is SAME or VALID. */
  private static Void convTranspose(ConvTranspose op, Site site) {
    requireImage(op, site);
    if (site.constant(1).isEmpty()) {
      throw site.refuse(Code.REQUIRES_CONSTANT_INPUT, "weights of a transposed convolution");
    }
    long[] weight = site.shape(1);
    TransposedWindow rows = window(op, site, 0, weight[2]);
    TransposedWindow columns = window(op, site, 1, weight[3]);
    long[] out = site.resultOrder().store(site.resultShape());
    boolean valid = rows.isValid() && columns.isValid();
    if (!valid && !(rows.isSame() && columns.isSame())) {
      throw site.notRewritten();
    }
    Options options =
        new Options.TransposeConv(
            valid ? Padding.VALID : Padding.SAME,
            Math.toIntExact(op.strides().get(1)),
            Math.toIntExact(op.strides().get(0)),
            Activation.NONE);
    int shape = site.constant("shape", Integers.vector(out));
    int weights = site.operand(1, FIRST_AXIS_LAST);
    site.result(
        Builtin.TRANSPOSE_CONV, options, shape, weights, site.operand(0), bias(site, weight[1]));
    return null;
  }

  private static TransposedWindow window(ConvTranspose op, Site site, int axis, long kernel) {
    return TransposedWindow.of(
        op, axis, site.shape(0)[axis + 2], kernel, site.resultShape()[axis + 2]);
  }
}
