package dev.espalier.tflite.shape;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.List;

/** Operators whose windows slide over the rows and columns of images [N,H,W,C]. */
final class WindowShapes {
  private WindowShapes() {}

  /** Step, spread and size of a window along an axis. */
  private record Window(int size, int stride, int dilation) {
    int along(Use use, int in, Padding padding) {
      use.require(size > 0 && stride > 0 && dilation > 0, "a window of " + this);
      long out = padding.output(in, size, stride, dilation);
      use.require(out > 0, "a window of " + this + " does not fit into " + in);
      return use.size(out);
    }
  }

  /** Filters are [O,h,w,C] or, with groups, [O,h,w,C/groups]. */
  static List<List<Integer>> convolution(Use use) {
    LiteTensor image = use.in(0, 4);
    LiteTensor filter = use.in(1, 4);
    Options.Conv2D o = use.options(Options.Conv2D.class);
    int out = filter.dim(0);
    int each = filter.dim(3);
    use.require(each > 0 && image.dim(3) % each == 0, image.type() + " with " + filter.type());
    int groups = image.dim(3) / each;
    use.require(groups > 0 && out % groups == 0, out + " results of " + groups + " groups");
    requireBias(use, 2, out);
    int h =
        new Window(filter.dim(1), o.strideH(), o.dilationH()).along(use, image.dim(1), o.padding());
    int w =
        new Window(filter.dim(2), o.strideW(), o.dilationW()).along(use, image.dim(2), o.padding());
    return List.of(List.of(image.dim(0), h, w, out));
  }

  /** Filters are [1,h,w,C * multiplier]. */
  static List<List<Integer>> depthwise(Use use) {
    LiteTensor image = use.in(0, 4);
    LiteTensor filter = use.in(1, 4);
    Options.DepthwiseConv2D o = use.options(Options.DepthwiseConv2D.class);
    int in = image.dim(3);
    int out = filter.dim(3);
    boolean fits = filter.dim(0) == 1 && in > 0 && out % in == 0;
    use.require(fits, image.type() + " with " + filter.type());
    use.require(
        o.depthMultiplier() == out / in, "multiplier " + o.depthMultiplier() + " for " + out / in);
    use.require(use.has(2), "it has no bias, without which runtimes end the process");
    requireBias(use, 2, out);
    int h =
        new Window(filter.dim(1), o.strideH(), o.dilationH()).along(use, image.dim(1), o.padding());
    int w =
        new Window(filter.dim(2), o.strideW(), o.dilationW()).along(use, image.dim(2), o.padding());
    return List.of(List.of(image.dim(0), h, w, out));
  }

  /** The size of the result is an operand, which the padding must lead back to the image. */
  static List<List<Integer>> transposed(Use use) {
    int[] size = use.constants(0, 4);
    LiteTensor filter = use.in(1, 4);
    LiteTensor image = use.in(2, 4);
    Options.TransposeConv o = use.options(Options.TransposeConv.class);
    use.require(filter.dim(3) == image.dim(3), image.type() + " with " + filter.type());
    use.require(
        size[0] == image.dim(0) && size[3] == filter.dim(0), "a result of " + filter.type());
    requireBias(use, 3, filter.dim(0));
    int h = new Window(filter.dim(1), o.strideH(), 1).along(use, size[1], o.padding());
    int w = new Window(filter.dim(2), o.strideW(), 1).along(use, size[2], o.padding());
    use.require(
        h == image.dim(1) && w == image.dim(2), image.type() + " for " + size[1] + "x" + size[2]);
    return List.of(List.of(size[0], size[1], size[2], size[3]));
  }

  static List<List<Integer>> pool(Use use) {
    use.requireSameElements(0);
    LiteTensor image = use.in(0, 4);
    Options.Pool2D o = use.options(Options.Pool2D.class);
    int h = new Window(o.filterHeight(), o.strideH(), 1).along(use, image.dim(1), o.padding());
    int w = new Window(o.filterWidth(), o.strideW(), 1).along(use, image.dim(2), o.padding());
    return List.of(List.of(image.dim(0), h, w, image.dim(3)));
  }

  static List<List<Integer>> resize(Use use) {
    use.requireSameElements(0);
    LiteTensor image = use.in(0, 4);
    int[] size = use.constants(1, 2);
    boolean some = image.dim(1) > 0 && image.dim(2) > 0 && size[0] > 0 && size[1] > 0;
    use.require(some, image.type() + " to " + size[0] + "x" + size[1]);
    return List.of(List.of(image.dim(0), size[0], size[1], image.dim(3)));
  }

  /** A number for every channel of the result, where there is a bias. */
  static void requireBias(Use use, int input, int channels) {
    ElementType element = image(use).element();
    if (use.has(input)) {
      LiteTensor bias = use.in(input);
      boolean fits = bias.size() == channels && (bias.element() == element || !element.isFloat());
      use.require(fits, "a bias " + bias.type());
    }
    use.require(use.out().element() == element, "the result is " + use.out().type());
  }

  private static LiteTensor image(Use use) {
    return use.in(use.op().options() instanceof Options.TransposeConv ? 2 : 0);
  }
}
