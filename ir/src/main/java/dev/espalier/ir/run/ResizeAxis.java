package dev.espalier.ir.run;

import dev.espalier.ir.op.Resize;

/**
 * Where each index of one resized axis takes its value from: a weighted sum of a few positions of
 * the axis before. Formulas are those of ONNX {@code Resize}.
 *
 * <p>Positions for {@code NEAREST} are computed in single precision, as ONNX Runtime does it, so
 * that a position in the middle of two elements is rounded to the same one.
 */
record ResizeAxis(int[][] positions, double[][] weights) {
  static ResizeAxis of(Resize op, int k, int from, int to) {
    int[][] positions = new int[to][];
    double[][] weights = new double[to][];
    double scale = op.scale(k, from, to);
    boolean single = op.mode() == Resize.Mode.NEAREST;
    Coordinates coordinates = new Coordinates(op.coordinates(), scale, from, to, single);
    for (int i = 0; i < to; i++) {
      double x = coordinates.of(i);
      switch (op.mode()) {
        case NEAREST -> positions[i] = new int[] {clamp(nearest(x, op.nearest()), from)};
        case LINEAR -> {
          double inside = Math.max(0, Math.min(from - 1, x));
          int low = (int) Math.floor(inside);
          positions[i] = new int[] {low, clamp(low + 1, from)};
          weights[i] = new double[] {1 - (inside - low), inside - low};
        }
        case CUBIC -> {
          int low = (int) Math.floor(x) - 1;
          positions[i] = new int[] {low, low + 1, low + 2, low + 3};
          weights[i] = cubic(x - Math.floor(x), op.cubicA());
          if (op.excludeOutside()) {
            exclude(positions[i], weights[i], from);
          }
          for (int t = 0; t < 4; t++) {
            positions[i][t] = clamp(positions[i][t], from);
          }
        }
      }
    }
    return new ResizeAxis(positions, weights);
  }

  /** How an index of the result maps to a position in x. */
  private record Coordinates(
      Resize.Coordinates kind, double scale, int from, int to, boolean single) {
    double of(int i) {
      return switch (kind) {
        case HALF_PIXEL -> centre(i) - 0.5;
        case PYTORCH_HALF_PIXEL -> to > 1 ? centre(i) - 0.5 : 0;
        case TF_HALF_PIXEL_FOR_NN -> centre(i);
        case ASYMMETRIC -> round(i / scale());
        case ALIGN_CORNERS -> to == 1 ? 0 : round(round((double) i * (from - 1)) / (to - 1));
        case HALF_PIXEL_SYMMETRIC -> {
          double adjustment = round(to / round(scale() * from));
          double offset = round(from / 2.0 * round(1 - adjustment));
          yield round(offset + round(centre(i) - 0.5));
        }
      };
    }

    @Override
    public double scale() {
      return round(scale);
    }

    private double centre(int i) {
      return round(round(i + 0.5) / scale());
    }

    private double round(double value) {
      return single ? (float) value : value;
    }
  }

  private static int nearest(double x, Resize.Nearest rounding) {
    return (int)
        switch (rounding) {
          case FLOOR -> Math.floor(x);
          case CEIL -> Math.ceil(x);
          case ROUND_PREFER_FLOOR -> Math.ceil(x - 0.5);
          case ROUND_PREFER_CEIL -> Math.floor(x + 0.5);
        };
  }

  /** Keys' cubic convolution at distances 1 + t, t, 1 - t and 2 - t. */
  private static double[] cubic(double t, double a) {
    double u = 1 - t;
    return new double[] {far(1 + t, a), near(t, a), near(u, a), far(1 + u, a)};
  }

  private static double near(double t, double a) {
    return ((a + 2) * t - (a + 3)) * t * t + 1;
  }

  private static double far(double t, double a) {
    return ((a * t - 5 * a) * t + 8 * a) * t - 4 * a;
  }

  private static void exclude(int[] positions, double[] weights, int length) {
    double sum = 0;
    for (int t = 0; t < positions.length; t++) {
      weights[t] = positions[t] < 0 || positions[t] >= length ? 0 : weights[t];
      sum += weights[t];
    }
    for (int t = 0; t < positions.length; t++) {
      weights[t] /= sum;
    }
  }

  private static int clamp(int index, int length) {
    return Math.max(0, Math.min(length - 1, index));
  }
}
