package dev.espalier.measure;

import java.util.List;

/**
 * What a convolution of a picture on ONNX Runtime's CPU kernels takes.
 *
 * @param blocked whether channels lie in blocks of sixteen; otherwise windows are copied into a
 *     matrix first, unless they are single pixels
 * @param x [N,C,H,W]
 * @param weights [O,C/groups,H,W]
 * @param sum whether another value is added to the result
 * @param activated whether an activation is part of it
 */
record ConvolutionWork(
    boolean blocked,
    List<Long> x,
    List<Long> weights,
    List<Long> y,
    List<Long> strides,
    List<Long> dilations,
    boolean sum,
    boolean activated) {
  private static final long BLOCK = 16;

  HostKernel kernel(String shape) {
    double macs = Sizes.mega(positions() * out() * perOutput());
    double in = Sizes.megabytes(List.of(x));
    double out = Sizes.megabytes(List.of(y)) * (sum ? 2 : 1);
    double weight = Sizes.megabytes(List.of(weights));
    double rows = Sizes.mega(positions() * weights.get(2) * out());
    double columns = blocked ? 0 : Sizes.megabytes(positions() * x.get(1) * window());
    return new HostKernel(
        (blocked ? "nchwc." : "") + "Conv " + kind(),
        shape,
        Sizes.list(1, macs, in + out, weight, rows, columns),
        features(macs, in, out, weight));
  }

  private List<Double> features(double macs, double in, double out, double weight) {
    return Sizes.list(
        Sizes.log(macs),
        Sizes.log(in),
        Sizes.log(out),
        Sizes.log(weight),
        Sizes.log(x.get(1)),
        Sizes.log(y.get(1)),
        Sizes.log(positions()),
        Sizes.log(y.get(3)),
        Sizes.log(window()),
        Sizes.log(weights.get(3)),
        strides.get(0),
        Sizes.log(dilations.get(0)),
        Sizes.halvings(x.get(2) * x.get(3)),
        Sizes.log(groups()),
        sum ? 1 : 0,
        activated ? 1 : 0);
  }

  private double positions() {
    return (double) y.get(2) * y.get(3);
  }

  private double window() {
    return (double) weights.get(2) * weights.get(3);
  }

  private double out() {
    return blocked ? Sizes.up(y.get(1), BLOCK) : y.get(1);
  }

  private double perOutput() {
    return weights.get(1) * window();
  }

  private long groups() {
    return Math.max(1, x.get(1) / weights.get(1));
  }

  private String kind() {
    String pixel = window() == 1 ? " 1x1" : "";
    if (groups() > 1) {
      String dilated = dilations.get(0) > 1 ? " dilated" : "";
      return (weights.get(1) == 1 ? "depthwise" : "grouped") + pixel + dilated;
    } else if (blocked && x.get(1) < BLOCK) {
      return "few channels" + pixel;
    }
    return window() > 1 ? "dense" : strides.get(0) == 1 ? "1x1" : "1x1 strided";
  }
}
