package dev.espalier.tflite.layout;

import java.util.Arrays;

/** Axes of size 1 in front, with which a value is broadcast. */
public final class LeadingAxes {
  private LeadingAxes() {}

  /** A shape with as many of them as make up a rank. */
  public static long[] add(int rank, long... shape) {
    long[] wide = new long[rank];
    Arrays.fill(wide, 1);
    System.arraycopy(shape, 0, wide, rank - shape.length, shape.length);
    return wide;
  }
}
