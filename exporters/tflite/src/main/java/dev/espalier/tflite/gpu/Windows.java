package dev.espalier.tflite.gpu;

import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Options;
import java.util.List;

/** Attributes that several operators share. */
final class Windows {
  private Windows() {}

  /** Strides, dilations and window sizes; empty when the operator has none. */
  static List<Integer> steps(Site site) {
    Options options = site.op().options();
    if (options instanceof Options.Conv2D o) {
      return List.of(o.strideH(), o.strideW(), o.dilationH(), o.dilationW());
    }
    if (options instanceof Options.DepthwiseConv2D o) {
      return List.of(o.strideH(), o.strideW(), o.dilationH(), o.dilationW());
    }
    if (options instanceof Options.TransposeConv o) {
      return List.of(o.strideH(), o.strideW());
    }
    if (options instanceof Options.Pool2D o) {
      return List.of(o.strideH(), o.strideW(), o.filterHeight(), o.filterWidth());
    }
    return List.of();
  }

  /** Whether a convolution or pool skips places. */
  static boolean isStrided(Options options) {
    if (options instanceof Options.Conv2D o) {
      return o.strideH() > 1 || o.strideW() > 1;
    }
    return options instanceof Options.DepthwiseConv2D o && (o.strideH() > 1 || o.strideW() > 1);
  }

  static Activation activation(Options options) {
    if (options instanceof Options.Conv2D o) {
      return o.activation();
    }
    if (options instanceof Options.DepthwiseConv2D o) {
      return o.activation();
    }
    if (options instanceof Options.TransposeConv o) {
      return o.activation();
    }
    if (options instanceof Options.Pool2D o) {
      return o.activation();
    }
    if (options instanceof Options.FullyConnected o) {
      return o.activation();
    }
    return elementwise(options);
  }

  private static Activation elementwise(Options options) {
    if (options instanceof Options.Add o) {
      return o.activation();
    }
    if (options instanceof Options.Sub o) {
      return o.activation();
    }
    if (options instanceof Options.Mul o) {
      return o.activation();
    }
    if (options instanceof Options.Div o) {
      return o.activation();
    }
    return options instanceof Options.Concatenation o ? o.activation() : Activation.NONE;
  }
}
