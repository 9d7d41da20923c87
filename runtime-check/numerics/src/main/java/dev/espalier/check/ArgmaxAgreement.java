package dev.espalier.check;

import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Whether two class maps [N, C, H, W] agree. A pixel counts when its reference score of the best
 * class exceeds the second best by more than twice the largest difference of any score: then the
 * difference cannot have changed the class.
 */
final class ArgmaxAgreement {
  /** Margins of the reference, rounded down, and where both sides choose the same class. */
  private record Pixels(float[] margins, BitSet agreeing) {}

  private final List<Pixels> maps = new ArrayList<>();

  static boolean appliesTo(Tensor output) {
    return output.element().isFloat() && output.rank() == 4 && output.dim(1) >= 2;
  }

  /** Takes the scores of both sides. */
  void add(Tensor reference, Tensor candidate) {
    int plane = Math.toIntExact(reference.dim(2) * reference.dim(3));
    for (int n = 0; n < reference.dim(0); n++) {
      Best expected = new Best(reference, 1, n, plane);
      Best actual = new Best(candidate, 1, n, plane);
      add(expected, i -> expected.channel[i] == actual.channel[i]);
    }
  }

  /** Takes the classes of both sides, and the scores from which the reference chose. */
  void addLabels(Tensor scores, int axis, Tensor reference, Tensor candidate) {
    long[] shape = scores.shape();
    int inner = Math.toIntExact(Shapes.strides(shape)[axis]);
    int outer = Math.toIntExact(reference.size() / inner);
    double[] expected = new double[inner];
    double[] actual = new double[inner];
    for (int n = 0; n < outer; n++) {
      reference.copy((long) n * inner, inner, expected);
      candidate.copy((long) n * inner, inner, actual);
      add(new Best(scores, axis, n, inner), i -> expected[i] == actual[i]);
    }
  }

  /** The classes that scores choose: for each position, the first with the best score. */
  static Tensor classes(Tensor scores, int axis) {
    long[] shape = scores.shape();
    int inner = Math.toIntExact(Shapes.strides(shape)[axis]);
    int outer = Math.toIntExact(scores.size() / inner / shape[axis]);
    long[] classes = new long[outer * inner];
    for (int n = 0; n < outer; n++) {
      int[] channel = new Best(scores, axis, n, inner).channel;
      for (int i = 0; i < inner; i++) {
        classes[n * inner + i] = channel[i];
      }
    }
    long[] left =
        IntStream.range(0, shape.length).filter(a -> a != axis).mapToLong(a -> shape[a]).toArray();
    return Tensor.longs(left, classes);
  }

  private void add(Best best, IntPredicate agrees) {
    Pixels pixels = new Pixels(new float[best.first.length], new BitSet());
    for (int i = 0; i < best.first.length; i++) {
      pixels.margins[i] = roundDown(best.first[i] - best.second[i]);
      pixels.agreeing.set(i, agrees.test(i));
    }
    maps.add(pixels);
  }

  private static float roundDown(double margin) {
    float rounded = (float) margin;
    return rounded > margin ? Math.nextDown(rounded) : rounded;
  }

  /** The two best scores of every pixel, and the first channel with the best one. */
  private static final class Best {
    private final double[] first;
    private final double[] second;
    private final int[] channel;

    /** Of part n of the dims before the class axis; a plane is the elements after it. */
    Best(Tensor scores, int axis, int n, int plane) {
      int channels = Math.toIntExact(scores.dim(axis));
      first = new double[plane];
      second = new double[plane];
      channel = new int[plane];
      Arrays.fill(first, Double.NEGATIVE_INFINITY);
      Arrays.fill(second, Double.NEGATIVE_INFINITY);
      double[] values = new double[plane];
      for (int c = 0; c < channels; c++) {
        scores.copy(((long) n * channels + c) * plane, plane, values);
        add(c, values);
      }
    }

    private void add(int c, double[] values) {
      for (int i = 0; i < values.length; i++) {
        if (values[i] > first[i]) {
          second[i] = first[i];
          first[i] = values[i];
          channel[i] = c;
        } else if (values[i] > second[i]) {
          second[i] = values[i];
        }
      }
    }
  }

  /** The agreement over counted pixels, absent when there are none, and their share of all. */
  record Result(OptionalDouble agreement, double countedShare) {}

  Result result(double maxAbs) {
    long all = 0;
    long counted = 0;
    long agreeing = 0;
    for (Pixels pixels : maps) {
      all += pixels.margins.length;
      for (int i = 0; i < pixels.margins.length; i++) {
        if (pixels.margins[i] > 2 * maxAbs) {
          counted++;
          agreeing += pixels.agreeing.get(i) ? 1 : 0;
        }
      }
    }
    return counted == 0
        ? new Result(OptionalDouble.empty(), 0)
        : new Result(OptionalDouble.of((double) agreeing / counted), (double) counted / all);
  }
}
