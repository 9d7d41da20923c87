package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;

/**
 * Reads single elements of a weight that is mostly left alone: a few elements where reading begins,
 * and twice as many with every step as long as it goes on right behind them.
 */
final class WeightWindow {
  private static final int LEAST = 16;
  private static final int MOST = 1 << 14;

  private final Tensor weight;
  private double[] values = {};
  private long from;
  private int count;

  WeightWindow(Tensor weight) {
    this.weight = weight;
  }

  /** The element at a position of the row-major order. */
  double at(long position) {
    int at = find(position, 1);
    return values[at];
  }

  /** The sum of adjacent elements. */
  double sum(long position, int length) {
    int at = find(position, length);
    double sum = 0;
    for (int i = 0; i < length; i++) {
      sum += values[at + i];
    }
    return sum;
  }

  boolean isZero(long position, int length) {
    int at = find(position, length);
    for (int i = 0; i < length; i++) {
      if (values[at + i] != 0) {
        return false;
      }
    }
    return true;
  }

  boolean isFinite(long position, int length) {
    int at = find(position, length);
    for (int i = 0; i < length; i++) {
      if (!Double.isFinite(values[at + i])) {
        return false;
      }
    }
    return true;
  }

  /** Where adjacent elements begin in the window, which is moved to them if need be. */
  private int find(long position, int length) {
    if (position < from || position + length > from + count) {
      boolean goesOn = position >= from && position <= from + count;
      int next = goesOn ? Math.min(2 * count, MOST) : LEAST;
      int wanted = Math.max(Math.max(next, LEAST), length);
      move(position, (int) Math.min(wanted, weight.size() - position));
    }
    return (int) (position - from);
  }

  private void move(long position, int length) {
    if (values.length < length) {
      values = new double[Math.max(LEAST, length)];
    }
    weight.copy(position, length, values);
    from = position;
    count = length;
  }
}
