package dev.espalier.ir;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Positions of another tensor: some along each axis, and the axes in any order.
 *
 * @param offsets for each axis and each position along it, the distance in elements that it adds to
 *     the place in the other tensor
 * @param walked how many of the axes have to be walked position by position
 * @param run elements of the axes after these, which lie in the other tensor as they do here
 */
record Grid(Tensor base, long[][] offsets, int walked, long run) implements TensorData {
  /** All positions of a tensor in their order. */
  static Grid of(Tensor tensor) {
    if (tensor.data() instanceof Grid grid && grid.hasShape(tensor.shape())) {
      return grid;
    }
    long[] strides = Shapes.strides(tensor.shape());
    long[][] offsets = new long[strides.length][];
    for (int axis = 0; axis < offsets.length; axis++) {
      offsets[axis] = new long[Math.toIntExact(tensor.dim(axis))];
      for (int i = 0; i < offsets[axis].length; i++) {
        offsets[axis][i] = i * strides[axis];
      }
    }
    return of(tensor, offsets);
  }

  private static Grid of(Tensor base, long[][] offsets) {
    int walked = offsets.length;
    long run = 1;
    while (walked > 0 && isDense(offsets[walked - 1], run)) {
      walked--;
      run *= offsets[walked].length;
    }
    return new Grid(base, offsets, walked, run);
  }

  private static boolean isDense(long[] offsets, long stride) {
    for (int i = 0; i < offsets.length; i++) {
      if (offsets[i] != i * stride) {
        return false;
      }
    }
    return true;
  }

  private boolean hasShape(long[] shape) {
    return Arrays.equals(shape, Arrays.stream(offsets).mapToLong(axis -> axis.length).toArray());
  }

  Grid select(int axis, int[] indices) {
    long[][] chosen = offsets.clone();
    chosen[axis] = Arrays.stream(indices).mapToLong(i -> offsets[axis][i]).toArray();
    return of(base, chosen);
  }

  Grid transpose(int[] permutation) {
    return of(base, Arrays.stream(permutation).mapToObj(i -> offsets[i]).toArray(long[][]::new));
  }

  @Override
  public void copy(long from, int count, ByteBuffer out) {
    if (walked == 0) {
      base.copy(from, count, out);
      return;
    }
    int[] index = index(from / run);
    long skip = from % run;
    int left = count;
    while (left > 0) {
      left -= copyRow(index, skip, left, out);
      skip = 0;
      advance(index);
    }
  }

  /** The positions along the walked axes where a run is. */
  private int[] index(long number) {
    int[] index = new int[walked];
    long left = number;
    for (int axis = walked - 1; axis >= 0; axis--) {
      index[axis] = (int) (left % offsets[axis].length);
      left /= offsets[axis].length;
    }
    return index;
  }

  /** Goes to the start of the next row along the last walked axis. */
  private void advance(int[] index) {
    index[walked - 1] = 0;
    for (int axis = walked - 2; axis >= 0 && ++index[axis] == offsets[axis].length; axis--) {
      index[axis] = 0;
    }
  }

  /** Copies up to the end of the row or of what is wanted; returns the number of elements. */
  private int copyRow(int[] index, long skip, int wanted, ByteBuffer out) {
    long start = 0;
    for (int axis = 0; axis < walked - 1; axis++) {
      start += offsets[axis][index[axis]];
    }
    long[] row = offsets[walked - 1];
    int first = index[walked - 1];
    if (run == 1 && base.data() instanceof Stored stored) {
      int count = Math.min(wanted, row.length - first);
      stored.gather(start, row, first, count, out);
      return count;
    }
    int copied = 0;
    long inRun = skip;
    for (int i = first; i < row.length && copied < wanted; i++) {
      int count = (int) Math.min(wanted - copied, run - inRun);
      base.copy(start + row[i] + inRun, count, out);
      copied += count;
      inRun = 0;
    }
    return copied;
  }
}
