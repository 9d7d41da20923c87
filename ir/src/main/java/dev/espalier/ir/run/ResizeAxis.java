package dev.espalier.ir.run;

import dev.espalier.ir.op.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where each index of one resized axis takes its value from: a weighted sum of a few positions of
 * the axis before. Formulas are those of ONNX {@code Resize}.
 *
 * <p>Positions for {@code NEAREST} are computed in single precision, as ONNX Runtime does it, so
 * that a position in the middle of two elements is rounded to the same one.
 */
public record ResizeAxis(List<Sample> samples) {
  /** A weighted sum of the elements at some positions. */
  public record Sample(int[] positions, double[] weights) {}

  /** The samples of one axis: the k-th of the resized ones, from one size to another. */
  public static ResizeAxis of(Resize op, int k, int from, int to) {
    boolean single = op.mode() == Resize.Mode.NEAREST;
    Coordinates coordinates =
        new Coordinates(op.coordinates(), op.scale(k, from, to), from, to, single);
    return new ResizeAxis(
        IntStream.range(0, to).mapToObj(i -> sample(op, coordinates.of(i), from)).toList());
  }

  private static Sample sample(Resize op, double x, int length) {
    return switch (op.mode()) {
      case NEAREST -> {
        int nearest = clamp(nearest(x, op.nearest()), length);
        yield new Sample(new int[] {nearest}, new double[] {1});
      }
      case LINEAR -> linear(Math.max(0, Math.min(length - 1, x)), length);
      case CUBIC -> cubic(op, x, length);
    };
  }

  /** How an index of the result maps to a position in x. */
  private record Coordinates(
      Resize.Coordinates kind, double scale, int from, int to, boolean single) {
    double of(int i) {
      return switch (kind) {
        case HALF_PIXEL -> round(centre(i) - 0.5);
        case PYTORCH_HALF_PIXEL -> to > 1 ? round(centre(i) - 0.5) : 0;
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

  private static Sample linear(double x, int length) {
    int low = (int) Math.floor(x);
    int[] positions = {low, clamp(low + 1, length)};
    return new Sample(positions, new double[] {1 - (x - low), x - low});
  }

  /** Keys' cubic convolution: elements at distances 1 + t, t, 1 - t and 2 - t. */
  private static Sample cubic(Resize op, double x, int length) {
    int low = (int) Math.floor(x) - 1;
    int[] positions = {low, low + 1, low + 2, low + 3};
    double a = op.cubicA();
    double t = x - Math.floor(x);
    double[] weights = {far(1 + t, a), near(t, a), near(1 - t, a), far(2 - t, a)};
    if (op.excludeOutside()) {
      exclude(positions, weights, length);
    }
    Arrays.setAll(positions, i -> clamp(low + i, length));
    return new Sample(positions, weights);
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
