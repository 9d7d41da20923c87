package dev.espalier.accuracy;

/**
 * Where the pixels of a resized row (or column) lie in the original one. The centre of pixel i is
 * at i + 0.5, and beyond the edges their pixels repeat; no pixel in between is averaged when a row
 * gets shorter. These are the half-pixel coordinates of OpenCV and of PyTorch's {@code interpolate}
 * without {@code align_corners}.
 *
 * @param low the neighbour before
 * @param high the neighbour behind
 * @param weight of the neighbour behind, 0..1
 * @param nearest the pixel that holds the centre
 */
public record Resampling(int[] low, int[] high, float[] weight, int[] nearest) {
  /** From a row of one size to one of another. */
  public static Resampling of(int from, int to) {
    Resampling row = new Resampling(new int[to], new int[to], new float[to], new int[to]);
    double step = (double) from / to;
    for (int i = 0; i < to; i++) {
      double centre = (i + 0.5) * step;
      double at = Math.min(Math.max(centre - 0.5, 0), from - 1);
      row.low[i] = (int) at;
      row.high[i] = Math.min(row.low[i] + 1, from - 1);
      row.weight[i] = (float) (at - row.low[i]);
      row.nearest[i] = Math.min((int) centre, from - 1);
    }
    return row;
  }

  /** The value between two neighbours. */
  public static float between(float low, float high, float weight) {
    return low + weight * (high - low);
  }
}
