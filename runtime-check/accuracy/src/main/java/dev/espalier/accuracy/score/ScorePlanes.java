package dev.espalier.accuracy.score;

import dev.espalier.accuracy.Resampling;
import dev.espalier.ir.Tensor;
import java.util.Arrays;

/** Scores of classes for every pixel of a picture. */
final class ScorePlanes {
  private final float[] scores;
  private final int classes;
  private final int height;
  private final int width;
  private final int classStride;
  private final int pixelStride;

  /**
   * Reads an output.
   *
   * @param name of the output, for messages
   * @throws NotEvaluableException when a score is no number
   */
  ScorePlanes(String name, Tensor output, PictureAxes axes) {
    scores = output.toFloats();
    requireNumbers(name);
    classes = Math.toIntExact(output.dim(axes.channel()));
    height = Math.toIntExact(output.dim(axes.height()));
    width = Math.toIntExact(output.dim(axes.width()));
    boolean last = axes == PictureAxes.CHANNELS_LAST;
    classStride = last ? 1 : height * width;
    pixelStride = last ? classes : 1;
  }

  private void requireNumbers(String name) {
    for (float score : scores) {
      if (Float.isNaN(score)) {
        throw new NotEvaluableException("the output %s has scores that are not a number", name);
      }
    }
  }

  /** The class with the best score, the first of equal ones, of each pixel of a size. */
  int[] best(int toWidth, int toHeight) {
    Resampling columns = Resampling.of(width, toWidth);
    Resampling rows = Resampling.of(height, toHeight);
    int[] best = new int[toWidth * toHeight];
    float[] scoreOfBest = new float[toWidth];
    float[] row = new float[toWidth];
    for (int y = 0; y < toHeight; y++) {
      Arrays.fill(scoreOfBest, Float.NEGATIVE_INFINITY);
      for (int c = 0; c < classes; c++) {
        interpolate(c, columns, rows, y, row);
        for (int x = 0; x < toWidth; x++) {
          if (row[x] > scoreOfBest[x]) {
            scoreOfBest[x] = row[x];
            best[y * toWidth + x] = c;
          }
        }
      }
    }
    return best;
  }

  /** The scores of a class along a row of the other size. */
  private void interpolate(int c, Resampling columns, Resampling rows, int y, float[] row) {
    int upper = c * classStride + rows.low()[y] * width * pixelStride;
    int lower = c * classStride + rows.high()[y] * width * pixelStride;
    float down = rows.weight()[y];
    for (int x = 0; x < row.length; x++) {
      int left = columns.low()[x] * pixelStride;
      int right = columns.high()[x] * pixelStride;
      float across = columns.weight()[x];
      float above = Resampling.between(scores[upper + left], scores[upper + right], across);
      float below = Resampling.between(scores[lower + left], scores[lower + right], across);
      row[x] = Resampling.between(above, below, down);
    }
  }
}
