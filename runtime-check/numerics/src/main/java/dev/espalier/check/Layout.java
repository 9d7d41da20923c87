package dev.espalier.check;

import dev.espalier.ir.Shapes;

/** Where the picture is in a tensor: size and stride of its channel, height and width axes. */
record Layout(Axis channel, Axis height, Axis width) {
  /** Elements along an axis, and elements between two neighbours; an absent axis has size 1. */
  record Axis(int size, int stride) {
    static final Axis ABSENT = new Axis(1, 1);

    static Axis of(long[] shape, int axis) {
      return new Axis(Math.toIntExact(shape[axis]), Math.toIntExact(Shapes.strides(shape)[axis]));
    }

    /** The position along this axis of an element of the tensor. */
    int position(int index) {
      return index / stride % size;
    }
  }

  /**
   * Rank 4 is channels first unless the last dim is at most 4 and the second is larger; of other
   * ranks the last two axes count as height and width.
   */
  static Layout of(long[] shape) {
    int rank = shape.length;
    if (isChannelsLast(shape)) {
      return new Layout(Axis.of(shape, 3), Axis.of(shape, 1), Axis.of(shape, 2));
    }
    return new Layout(
        rank > 3 ? Axis.of(shape, 1) : Axis.ABSENT,
        rank > 2 ? Axis.of(shape, rank - 2) : Axis.ABSENT,
        rank > 0 ? Axis.of(shape, rank - 1) : Axis.ABSENT);
  }

  private static boolean isChannelsLast(long[] shape) {
    return shape.length == 4 && shape[3] <= 4 && shape[1] > 4;
  }
}
