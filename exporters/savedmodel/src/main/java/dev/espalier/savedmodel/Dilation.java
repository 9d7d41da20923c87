package dev.espalier.savedmodel;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.model.Options;
import dev.espalier.tflite.model.Padding;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * A dilated convolution of stride 1 in the form that TensorFlow writes itself: an image is taken
 * apart into images of every d-th cell, which are convolved without dilation or padding and put
 * together again.
 */
final class Dilation {
  private final Call call;
  private final Axis height;
  private final Axis width;

  /**
   * @param step the dilation
   * @param before cells added in front
   * @param after cells added behind, {@code rest} of them to make the size a multiple of the step
   * @param rest results to drop at the end
   */
  private record Axis(int step, long before, long after, long rest) {
    static Axis of(Padding padding, int in, int kernel, int step) {
      long total = padding == Padding.SAME ? (kernel - 1L) * step : 0;
      long before = total / 2;
      long rest = Math.floorMod(-(in + total), (long) step);
      return new Axis(step, before, total - before + rest, rest);
    }
  }

  private Dilation(Call call, Axis height, Axis width) {
    this.call = call;
    this.height = height;
    this.width = width;
  }

  static Dilation of(Call call, Options.DepthwiseConv2D options) {
    return new Dilation(
        call,
        Axis.of(
            options.padding(), call.tensor(0).dim(1), call.tensor(1).dim(1), options.dilationH()),
        Axis.of(
            options.padding(), call.tensor(0).dim(2), call.tensor(1).dim(2), options.dilationW()));
  }

  /** The first input convolved. */
  String around(UnaryOperator<String> convolution) {
    String block = call.ints("block", height.step(), width.step());
    String pads = table("pads", height.before(), height.after(), width.before(), width.after());
    String crops = table("crops", 0, height.rest(), 0, width.rest());
    String apart = node("SpaceToBatchND", "Tpaddings", call.in(0), block, pads);
    return node("BatchToSpaceND", "Tcrops", convolution.apply(apart), block, crops);
  }

  private String node(String type, String cells, String image, String block, String amounts) {
    return call.typed(type, image, block, amounts)
        .with("Tblock_shape", ElementType.I32)
        .with(cells, ElementType.I32)
        .add();
  }

  private String table(String name, long... numbers) {
    double[] elements = Arrays.stream(numbers).asDoubleStream().toArray();
    return call.constant(name, Tensor.of(ElementType.I32, new long[] {2, 2}, elements));
  }
}
