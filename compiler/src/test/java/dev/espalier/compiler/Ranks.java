package dev.espalier.compiler;

import java.util.List;

/** Correlation of ranks. */
final class Ranks {
  private Ranks() {}

  /** Spearman's coefficient: Pearson's of the ranks, equal values sharing the mean of theirs. */
  static double correlation(List<Double> a, List<Double> b) {
    double[] x = centred(a);
    double[] y = centred(b);
    double xy = 0;
    double xx = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      xx += x[i] * x[i];
      yy += y[i] * y[i];
    }
    return xy / Math.sqrt(xx * yy);
  }

  private static double[] centred(List<Double> values) {
    double mean = (values.size() + 1) / 2.0;
    return values.stream().mapToDouble(value -> rank(values, value) - mean).toArray();
  }

  private static double rank(List<Double> values, double value) {
    long smaller = values.stream().filter(other -> other < value).count();
    long equal = values.stream().filter(other -> other == value).count();
    return smaller + (equal + 1) / 2.0;
  }
}
