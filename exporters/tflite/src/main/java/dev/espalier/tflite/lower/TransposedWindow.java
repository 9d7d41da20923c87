package dev.espalier.tflite.lower;

import dev.espalier.ir.op.ConvTranspose;

/**
 * One spatial axis of a transposed convolution. Uncut, its result has {@code (in - 1) stride +
 * kernel} cells; ONNX says what is cut off at both ends, TFLite derives it from the result's size.
 *
 * @param begin cells cut off at the begin; a negative number is added
 */
public record TransposedWindow(long in, long kernel, long stride, long begin, long out) {
  /** An axis, 0 or 1, of an operator without dilation. */
  public static TransposedWindow of(ConvTranspose op, int axis, long in, long kernel, long out) {
    return new TransposedWindow(in, kernel, op.strides().get(axis), op.pads().get(axis), out);
  }

  /** The size of the uncut result. */
  public long full() {
    return (in - 1) * stride + kernel;
  }

  /** The first cell of the uncut result that is left. */
  public long first() {
    return Math.max(0, begin);
  }

  /** The end of the cells of the uncut result that are left. */
  public long last() {
    return Math.min(full(), begin + out);
  }

  /** The cells in front that no window reaches. */
  public long before() {
    return first() - begin;
  }

  /** The cells at the end that no window reaches. */
  public long behind() {
    return begin + out - last();
  }

  /**
   * Whether TFLite's SAME cuts off the same cells. Results smaller than a stride do not count: a
   * kernel of XNNPACK reads beyond its memory for them.
   */
  public boolean isSame() {
    long cut = Math.max(full() - out, 0);
    return (out + stride - 1) / stride == in
        && cut / 2 == begin
        && out <= full()
        && out >= Math.min(stride, kernel);
  }

  /** Whether SAME cuts off the same cells on GPUs, which go by the size of the operand. */
  public boolean isSameOnGpu() {
    return isSame() && full() - out == Math.max(kernel - (in - 1) % stride - 1, 0);
  }

  /** Whether nothing is cut off. */
  public boolean isValid() {
    return begin == 0 && out == full();
  }
}
