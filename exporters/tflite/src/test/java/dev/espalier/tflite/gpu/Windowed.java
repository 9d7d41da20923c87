package dev.espalier.tflite.gpu;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/** The windows of a convolution or pool, with the cells in front of the first one. */
record Windowed(int height, int width, int stride, int top, int left) {
  static Windowed of(LiteModel model, LiteOp op) {
    List<Integer> in = model.input(op, 0).shape();
    if (op.options() instanceof Options.Pool2D o) {
      return of(in, o.padding(), o.filterHeight(), o.filterWidth(), o.strideH());
    }
    List<Integer> weights = model.input(op, 1).shape();
    Padding padding =
        op.options() instanceof Options.Conv2D o
            ? o.padding()
            : ((Options.DepthwiseConv2D) op.options()).padding();
    int stride =
        op.options() instanceof Options.Conv2D o
            ? o.strideH()
            : ((Options.DepthwiseConv2D) op.options()).strideH();
    return of(in, padding, weights.get(1), weights.get(2), stride);
  }

  private static Windowed of(List<Integer> in, Padding padding, int height, int width, int stride) {
    int top = (int) padding.before(in.get(1), height, stride, 1);
    int left = (int) padding.before(in.get(2), width, stride, 1);
    return new Windowed(height, width, stride, top, left);
  }

  /** With the paddings of a PAD added to its own. */
  Windowed padded(double[] pads) {
    return new Windowed(height, width, stride, top + (int) pads[2], left + (int) pads[4]);
  }
}
