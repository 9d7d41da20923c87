package dev.espalier.tflite.layout;

import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order in which the axes of a value are stored: stored axis i is axis {@code axes.get(i)} of
 * the graph's value. Channels last, for an image [N,C,H,W], is (0,2,3,1).
 */
public record AxisOrder(List<Integer> axes) {
  public AxisOrder {
    axes = List.copyOf(axes);
  }

  /** The graph's own order. */
  public static AxisOrder identity(int rank) {
    return new AxisOrder(IntStream.range(0, rank).boxed().toList());
  }

  /** Axis 1 moved to the end; the identity below rank 3. */
  public static AxisOrder channelsLast(int rank) {
    return rank < 3 ? identity(rank) : identity(rank).withLast(1);
  }

  public int rank() {
    return axes.size();
  }

  /** Whether channels are last. */
  boolean isImage() {
    return equals(channelsLast(rank()));
  }

  public boolean isIdentity() {
    return equals(identity(rank()));
  }

  /** Where an axis of the graph's value is stored. */
  public int position(int axis) {
    return axes.indexOf(axis);
  }

  public int last() {
    return axes.get(rank() - 1);
  }

  /** This with an axis moved to the end. */
  public AxisOrder withLast(int axis) {
    List<Integer> moved = new ArrayList<>(axes);
    moved.remove((Integer) axis);
    moved.add(axis);
    return new AxisOrder(moved);
  }

  /** The dims as they are stored. */
  public long[] store(long... shape) {
    return axes.stream().mapToLong(axis -> shape[axis]).toArray();
  }

  /** A constant as it is stored. */
  public Tensor store(Tensor tensor) {
    return isIdentity() ? tensor : tensor.transpose(axes.stream().mapToInt(i -> i).toArray());
  }

  /** The transpose that stores in another order what is stored in this one. */
  public int[] permutationTo(AxisOrder other) {
    return other.axes.stream().mapToInt(this::position).toArray();
  }

  /** Whether both orders put the elements of a value of this shape in the same sequence. */
  public boolean storesLike(AxisOrder other, long... shape) {
    return moving(shape).equals(other.moving(shape));
  }

  /** The axes of more than one element, in the order in which they are stored. */
  private List<Integer> moving(long... shape) {
    return axes.stream().filter(axis -> shape[axis] != 1).toList();
  }

  /**
   * The order of the result of a transpose that only renames axes: result axis i is axis {@code
   * permutation.get(i)} of the value stored in this order.
   */
  public AxisOrder renamed(List<Long> permutation) {
    return new AxisOrder(axes.stream().map(axis -> permutation.indexOf((long) axis)).toList());
  }

  /** The order of what is left when axes go. */
  public AxisOrder without(List<Long> gone) {
    return new AxisOrder(
        axes.stream()
            .filter(axis -> !gone.contains((long) axis))
            .map(axis -> axis - (int) gone.stream().filter(g -> g < axis).count())
            .toList());
  }

  /** The order of the last {@code rank} axes, numbered from 0: of a value that is broadcast. */
  public AxisOrder trailing(int rank) {
    int lead = rank() - rank;
    return new AxisOrder(
        axes.stream().filter(axis -> axis >= lead).map(axis -> axis - lead).toList());
  }
}
