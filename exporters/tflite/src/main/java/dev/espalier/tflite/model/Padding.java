package dev.espalier.tflite.model;

/** How a window meets the border. */
public enum Padding {
  /** {@code ceil(in / stride)} results; of the cells added around, the odd one is at the end. */
  SAME(0),
  /** Nothing is added. */
  VALID(1);

  private final int code;

  Padding(int code) {
    this.code = code;
  }

  /** The number in the file. */
  public int code() {
    return code;
  }

  /** The number of results along an axis; 0 or less when the window does not fit. */
  public long output(long in, long kernel, long stride, long dilation) {
    long reach = (kernel - 1) * dilation + 1;
    return this == SAME
        ? Math.floorDiv(in + stride - 1, stride)
        : Math.floorDiv(in - reach, stride) + 1;
  }

  /** The cells added in front along an axis. */
  public long before(long in, long kernel, long stride, long dilation) {
    if (this == VALID) {
      return 0;
    }
    long reach = (kernel - 1) * dilation + 1;
    long total = (output(in, kernel, stride, dilation) - 1) * stride + reach - in;
    return Math.max(total, 0) / 2;
  }
}
