package dev.espalier.tflite.lower;

import dev.espalier.tflite.model.Padding;
import java.util.List;

/**
 * How windows that slide over the two spatial axes of an image meet its border, in TFLite: SAME or
 * VALID where one of them is the same thing for these sizes, otherwise padding in front.
 *
 * @param padding of the operator
 * @param explicit whether the image must be padded first
 * @param begin cells before the first row and column that some window reaches
 * @param end cells behind the last row and column that some window reaches
 */
public record WindowPadding(Padding padding, boolean explicit, long[] begin, long[] end) {
  /**
   * What stands for these pads.
   *
   * @param in rows and columns of the image
   * @param out rows and columns of the result
   * @param pads around the image: both begins, then both ends
   */
  public static WindowPadding of(
      long[] in,
      long[] out,
      long[] kernel,
      List<Long> strides,
      List<Long> dilations,
      List<Long> pads) {
    long[] begin = {pads.get(0), pads.get(1)};
    long[] end = new long[2];
    for (int i = 0; i < 2; i++) {
      long reach = (kernel[i] - 1) * dilations.get(i) + 1;
      end[i] = Math.max(0, (out[i] - 1) * strides.get(i) + reach - in[i] - begin[i]);
    }
    for (Padding padding : new Padding[] {Padding.VALID, Padding.SAME}) {
      boolean fits = true;
      for (int i = 0; i < 2; i++) {
        long stride = strides.get(i);
        long dilation = dilations.get(i);
        fits &= padding.output(in[i], kernel[i], stride, dilation) == out[i];
        fits &= padding.before(in[i], kernel[i], stride, dilation) == pads.get(i);
        fits &= padding == Padding.VALID || reaches(in[i], out[i], kernel[i], stride, dilation);
      }
      if (fits) {
        return new WindowPadding(padding, false, begin, end);
      }
    }
    return new WindowPadding(Padding.VALID, true, begin, end);
  }

  /**
   * Whether the windows reach to the last cell. Where they do not, XNNPACK takes SAME for padding
   * that is not there.
   */
  private static boolean reaches(long in, long out, long kernel, long stride, long dilation) {
    return (out - 1) * stride + (kernel - 1) * dilation + 1 >= in;
  }

  public boolean isValid() {
    return padding == Padding.VALID && !explicit;
  }

  /** The cells behind the image, along axis 0 or 1, that some window reaches. */
  public long reached(int axis) {
    return end[axis];
  }

  /** The cells to add per stored axis [N,H,W,C], before and behind it. */
  long[] cells() {
    return new long[] {0, 0, begin[0], end[0], begin[1], end[1], 0, 0};
  }
}
