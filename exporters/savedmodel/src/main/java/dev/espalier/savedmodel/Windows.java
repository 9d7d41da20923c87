package dev.espalier.savedmodel;

import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/** Operators that go over an image [N, H, W, C] with a window, and resizes. */
final class Windows {
  private Windows() {}

  /** Weights [O, h, w, I / groups] become [h, w, I / groups, O]; TensorFlow counts the groups. */
  static String conv(Call call) {
    Options.Conv2D options = call.options(Options.Conv2D.class);
    String product =
        convolution(
            call,
            call.transposed(1, 1, 2, 3, 0),
            plane(options.strideH(), options.strideW()),
            plane(options.dilationH(), options.dilationW()),
            options.padding());
    boolean grouped = call.tensor(1).dim(3) != call.tensor(0).dim(3);
    return grouped ? groupsFinished(call, product) : call.finished(2, product);
  }

  /**
   * Weights [1, h, w, C m] become [h, w, C, m]. TensorFlow's depthwise convolution has one stride
   * for both axes and, on the CPU, no dilation. With a dilation the image is taken apart; with
   * strides besides it, or two of them, it is a convolution of C groups with weights [h, w, 1, C
   * m].
   */
  static String depthwise(Call call) {
    Options.DepthwiseConv2D options = call.options(Options.DepthwiseConv2D.class);
    boolean dilated = options.dilationH() > 1 || options.dilationW() > 1;
    if (options.strideH() != options.strideW() || dilated && options.strideH() > 1) {
      return groups(call, options);
    }
    LiteTensor weights = call.tensor(1);
    int channels = call.tensor(0).dim(3);
    String filter =
        call.reshaped(1, weights.dim(1), weights.dim(2), channels, weights.dim(3) / channels);
    String product =
        dilated
            ? Dilation.of(call, options).around(image -> depthwise(call, image, filter, 1, "VALID"))
            : depthwise(call, call.in(0), filter, options.strideH(), options.padding().name());
    return call.finished(2, product);
  }

  private static String depthwise(
      Call call, String image, String filter, int stride, String padding) {
    return call.typed("DepthwiseConv2dNative", image, filter)
        .with("strides", plane(stride, stride))
        .with("padding", padding)
        .add();
  }

  private static String groups(Call call, Options.DepthwiseConv2D options) {
    LiteTensor weights = call.tensor(1);
    String filter = call.reshaped(1, weights.dim(1), weights.dim(2), 1, weights.dim(3));
    String product =
        convolution(
            call,
            filter,
            plane(options.strideH(), options.strideW()),
            plane(options.dilationH(), options.dilationW()),
            options.padding());
    return groupsFinished(call, product);
  }

  private static String convolution(
      Call call, String filter, List<Integer> strides, List<Integer> dilations, Padding padding) {
    return call.typed("Conv2D", call.in(0), filter)
        .with("strides", strides)
        .with("dilations", dilations)
        .with("padding", padding.name())
        .add();
  }

  /** TensorFlow fuses a BiasAdd with its convolution, and that one may not know groups. */
  private static String groupsFinished(Call call, String product) {
    String sum = call.has(2) ? call.typed("AddV2", product, call.in(2)).add() : product;
    return call.activated(sum);
  }

  /** Weights [O, h, w, I] become [h, w, O, I]. */
  static String transposeConv(Call call) {
    Options.TransposeConv options = call.options(Options.TransposeConv.class);
    String product =
        call.node("Conv2DBackpropInput", call.in(0), call.transposed(1, 1, 2, 0, 3), call.in(2))
            .with("T", call.tensor(2).element())
            .with("strides", plane(options.strideH(), options.strideW()))
            .with("padding", options.padding().name())
            .add();
    return call.finished(3, product);
  }

  static String pool(Call call, String type) {
    Options.Pool2D options = call.options(Options.Pool2D.class);
    String result =
        call.typed(type, call.in(0))
            .with("ksize", plane(options.filterHeight(), options.filterWidth()))
            .with("strides", plane(options.strideH(), options.strideW()))
            .with("padding", options.padding().name())
            .add();
    return call.activated(result);
  }

  static String resizeBilinear(Call call) {
    Options.ResizeBilinear options = call.options(Options.ResizeBilinear.class);
    return call.typed("ResizeBilinear", call.in(0), call.in(1))
        .with("align_corners", options.alignCorners())
        .with("half_pixel_centers", options.halfPixelCenters())
        .add();
  }

  static String resizeNearest(Call call) {
    Options.ResizeNearestNeighbor options = call.options(Options.ResizeNearestNeighbor.class);
    return call.typed("ResizeNearestNeighbor", call.in(0), call.in(1))
        .with("align_corners", options.alignCorners())
        .with("half_pixel_centers", options.halfPixelCenters())
        .add();
  }

  private static List<Integer> plane(int height, int width) {
    return List.of(1, height, width, 1);
  }
}
