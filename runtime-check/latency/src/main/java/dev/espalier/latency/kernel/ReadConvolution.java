package dev.espalier.latency.kernel;

import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.util.Optional;

/**
 * The convolution that an operator runs as, if it is of a kind that has been measured: dense or
 * depthwise, with constant weights. A matrix product with constant weights is a 1x1 convolution
 * over its rows. Images of a batch are counted as one that is higher.
 */
final class ReadConvolution {
  private static final int HEIGHT = 1;
  private static final int WIDTH = 2;
  private static final int CHANNELS = 3;

  private ReadConvolution() {}

  static Optional<Convolution> of(LiteModel model, LiteOp op) {
    if (op.inputs().size() < 2 || !op.has(1) || !model.input(op, 1).isConstant()) {
      return Optional.empty();
    }
    LiteTensor w = model.input(op, 1);
    return switch (op.kind()) {
      case CONV_2D -> dense(model, op);
      case DEPTHWISE_CONV_2D -> Optional.of(image(model, op, true));
      case FULLY_CONNECTED -> Optional.of(matrix(model, op, w.dim(1), w.dim(0)));
      case BATCH_MATMUL ->
          w.rank() == 2 ? Optional.of(product(model, op)) : Optional.<Convolution>empty();
      default -> Optional.empty();
    };
  }

  /** One without groups, or with a group per channel, which runs as a depthwise one. */
  private static Optional<Convolution> dense(LiteModel model, LiteOp op) {
    int channels = model.input(op, 0).dim(CHANNELS);
    int perGroup = model.input(op, 1).dim(CHANNELS);
    if (perGroup == channels) {
      return Optional.of(image(model, op, false));
    }
    boolean depthwise = perGroup == 1 && model.output(op).dim(CHANNELS) == channels;
    return depthwise ? Optional.of(image(model, op, true)) : Optional.empty();
  }

  private static Convolution image(LiteModel model, LiteOp op, boolean depthwise) {
    LiteTensor x = model.input(op, 0);
    LiteTensor w = model.input(op, 1);
    LiteTensor y = model.output(op);
    int[] steps = steps(op.options());
    return new Convolution(
        depthwise,
        x.dim(CHANNELS),
        x.dim(0) * x.dim(HEIGHT),
        x.dim(WIDTH),
        y.dim(CHANNELS),
        y.dim(0) * y.dim(HEIGHT),
        y.dim(WIDTH),
        w.dim(HEIGHT),
        w.dim(WIDTH),
        steps[0],
        steps[1]);
  }

  /** Stride and dilation. */
  private static int[] steps(Options options) {
    if (options instanceof Options.Conv2D o) {
      return new int[] {Math.max(o.strideH(), o.strideW()), Math.max(o.dilationH(), o.dilationW())};
    }
    Options.DepthwiseConv2D o = (Options.DepthwiseConv2D) options;
    return new int[] {Math.max(o.strideH(), o.strideW()), Math.max(o.dilationH(), o.dilationW())};
  }

  private static Convolution product(LiteModel model, LiteOp op) {
    LiteTensor w = model.input(op, 1);
    boolean adjoint = op.options() instanceof Options.BatchMatMul o && o.adjY();
    return matrix(model, op, w.dim(adjoint ? 1 : 0), w.dim(adjoint ? 0 : 1));
  }

  private static Convolution matrix(LiteModel model, LiteOp op, int in, int out) {
    int rows = Math.toIntExact(model.output(op).size() / out);
    return new Convolution(false, in, rows, 1, out, rows, 1, 1, 1, 1, 1);
  }
}
