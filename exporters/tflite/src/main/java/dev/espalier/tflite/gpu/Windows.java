package dev.espalier.tflite.gpu;

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
}
