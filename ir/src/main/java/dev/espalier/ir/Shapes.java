package dev.espalier.ir;

/** Arithmetic on static shapes. */
public final class Shapes {
  private Shapes() {}

  /** The number of elements; an overflow is the model's fault. */
  public static long size(long... shape) {
    long size = 1;
    for (long dim : shape) {
      if (dim < 0) {
        throw new IrException("negative dimension %d", dim);
      }
      try {
        size = Math.multiplyExact(size, dim);
      } catch (ArithmeticException e) {
        throw new IrException("a shape has more than 2^63 elements");
      }
    }
    return size;
  }

  /** Row-major strides in elements. */
  public static long[] strides(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  /** The axis counted from the front; negative axes count from the end. */
  public static int axis(long axis, int rank) {
    long positive = axis < 0 ? axis + rank : axis;
    if (positive < 0 || positive >= rank) {
      throw new IrException("axis %d of a value of rank %d", axis, rank);
    }
    return (int) positive;
  }
}
