package dev.espalier.accuracy.streets;

import dev.espalier.ir.SplitMix64;

/** Smooth random numbers over space. */
record Noise(long seed) {
  /** From 0 to 1, and different from one unit of space to the next. */
  double at(double x, double y, double z) {
    double fx = Math.floor(x);
    double fy = Math.floor(y);
    double fz = Math.floor(z);
    double low = layer(fx, x - fx, fy, y - fy, (long) fz);
    double high = layer(fx, x - fx, fy, y - fy, (long) fz + 1);
    return blend(low, high, z - fz);
  }

  /** As {@link #at}, with finer and finer detail. */
  double rough(double x, double y, double z) {
    return (4 * at(x, y, z) + 2 * at(2.1 * x, 2.1 * y, 2.1 * z) + at(4.3 * x, 4.3 * y, 4.3 * z))
        / 7;
  }

  /** One number from 0 to 1 for a cell of a grid. */
  double cell(long x, long y, long z) {
    return SplitMix64.unit(seed, (x * 73856093L) ^ (y * 19349663L) ^ (z * 83492791L));
  }

  private double layer(double x, double shareX, double y, double shareY, long z) {
    long column = (long) x;
    long row = (long) y;
    return blend(
        blend(cell(column, row, z), cell(column + 1, row, z), shareX),
        blend(cell(column, row + 1, z), cell(column + 1, row + 1, z), shareX),
        shareY);
  }

  private static double blend(double low, double high, double share) {
    return low + (high - low) * share * share * (3 - 2 * share);
  }
}
