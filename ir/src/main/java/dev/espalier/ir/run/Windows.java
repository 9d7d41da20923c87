package dev.espalier.ir.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A window that slides over the spatial axes of a large plane and gives one element of a small
 * plane at each stop: the geometry of convolutions, transposed convolutions and pools.
 *
 * @param taps one per position in the window, in row-major order
 */
record Windows(List<Tap> taps) {
  /**
   * The elements that meet at one position in the window, in runs of equal length: element i of a
   * run is at {@code small[r] + i} of the small plane and {@code large[r] + i * step} of the large.
   */
  record Tap(int[] large, int[] small, int length, int step) {
    /** Adds the large plane, times a weight, to the small one. */
    void gather(double weight, double[] from, int fromAt, double[] to, int toAt) {
      for (int r = 0; r < large.length; r++) {
        int source = fromAt + large[r];
        int target = toAt + small[r];
        for (int i = 0; i < length; i++) {
          to[target + i] += weight * from[source + i * step];
        }
      }
    }

    /** Adds the small plane, times a weight, to the large one. */
    void scatter(double weight, double[] from, int fromAt, double[] to, int toAt) {
      for (int r = 0; r < large.length; r++) {
        int source = fromAt + small[r];
        int target = toAt + large[r];
        for (int i = 0; i < length; i++) {
          to[target + i * step] += weight * from[source + i];
        }
      }
    }

    /** Raises the small plane to the large one where that is greater. */
    void raise(double[] from, int fromAt, double[] to, int toAt) {
      for (int r = 0; r < large.length; r++) {
        int source = fromAt + large[r];
        int target = toAt + small[r];
        for (int i = 0; i < length; i++) {
          to[target + i] = Math.max(to[target + i], from[source + i * step]);
        }
      }
    }
  }

  /**
   * @param begins how far the first stop lies in front of the large plane
   */
  static Windows over(
      int[] large, int[] small, int[] kernel, int[] strides, int[] dilations, int[] begins) {
    if (Arrays.equals(large, small) && isAll(kernel, 1) && isAll(strides, 1) && isAll(begins, 0)) {
      return new Windows(List.of(new Tap(new int[1], new int[1], size(large), 1)));
    }
    List<Tap> taps = new ArrayList<>();
    int[] shifts = new int[kernel.length];
    for (int tap = 0; tap < size(kernel); tap++) {
      int rest = tap;
      for (int axis = kernel.length - 1; axis >= 0; axis--) {
        shifts[axis] = rest % kernel[axis] * dilations[axis] - begins[axis];
        rest /= kernel[axis];
      }
      taps.add(tap(large, small, strides, shifts));
    }
    return new Windows(taps);
  }

  private static Tap tap(int[] large, int[] small, int[] strides, int[] shifts) {
    int last = large.length - 1;
    int[] largeStrides = Positions.strides(large);
    int[] smallStrides = Positions.strides(small);
    int[][] fromLarge = new int[large.length][];
    int[][] fromSmall = new int[large.length][];
    int length = 0;
    for (int axis = 0; axis <= last; axis++) {
      int stride = strides[axis];
      int first = Math.max(0, -Math.floorDiv(shifts[axis], stride));
      int end = Math.min(small[axis], Math.floorDiv(large[axis] - 1 - shifts[axis], stride) + 1);
      length = Math.max(0, end - first);
      int stops = axis == last ? Math.min(1, length) : length;
      fromLarge[axis] = new int[stops];
      fromSmall[axis] = new int[stops];
      for (int i = 0; i < stops; i++) {
        fromLarge[axis][i] = ((first + i) * stride + shifts[axis]) * largeStrides[axis];
        fromSmall[axis][i] = (first + i) * smallStrides[axis];
      }
    }
    return new Tap(Positions.of(fromLarge), Positions.of(fromSmall), length, strides[last]);
  }

  private static boolean isAll(int[] values, int value) {
    return Arrays.stream(values).allMatch(v -> v == value);
  }

  static int size(int[] shape) {
    return Call.product(shape, 0, shape.length);
  }
}
