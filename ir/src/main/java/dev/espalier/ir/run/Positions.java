package dev.espalier.ir.run;

/** Positions in the row-major order of a tensor from which the elements of another one come. */
final class Positions {
  /** Marks an element that comes from nowhere: it is filled in. */
  static final int NONE = -1;

  private Positions() {}

  /**
   * One position per element of a result, in order: element (i, j, ...) is at {@code axes[0][i] +
   * axes[1][j] + ...}, and at {@link #NONE} where one of these is.
   */
  static int[] of(int[]... axes) {
    int[] positions = {0};
    for (int[] axis : axes) {
      int[] next = new int[Math.multiplyExact(positions.length, axis.length)];
      int at = 0;
      for (int position : positions) {
        for (int offset : axis) {
          next[at++] = position == NONE || offset == NONE ? NONE : position + offset;
        }
      }
      positions = next;
    }
    return positions;
  }

  static int[] strides(int... shape) {
    int[] strides = new int[shape.length];
    int stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  /** The positions of one axis, in order. */
  static int[] axis(int length, int stride) {
    int[] positions = new int[length];
    for (int i = 0; i < length; i++) {
      positions[i] = i * stride;
    }
    return positions;
  }

  /** The positions of every axis of a shape. */
  static int[][] axes(int... shape) {
    int[] strides = strides(shape);
    int[][] axes = new int[shape.length][];
    for (int i = 0; i < shape.length; i++) {
      axes[i] = axis(shape[i], strides[i]);
    }
    return axes;
  }

  /** Repeats a shape to another one that it broadcasts to, aligned at the last axis. */
  static int[] broadcast(int[] from, int[] to) {
    int[] strides = strides(from);
    int[][] axes = new int[to.length][];
    for (int i = 0; i < to.length; i++) {
      int own = i - to.length + from.length;
      axes[i] = axis(to[i], own < 0 || from[own] == 1 ? 0 : strides[own]);
    }
    return of(axes);
  }
}
