package dev.espalier.search.cost;

import java.util.Arrays;

/** The softmax of few logits, in doubles that are the same everywhere. */
final class Softmax {
  private Softmax() {}

  static double[] of(double... logits) {
    double most = Arrays.stream(logits).max().orElse(0);
    double[] shares = Arrays.stream(logits).map(a -> StrictMath.exp(a - most)).toArray();
    double sum = 0;
    for (double share : shares) {
      sum += share;
    }
    for (int i = 0; i < shares.length; i++) {
      shares[i] /= sum;
    }
    return shares;
  }

  /** The derivative by the logits, given that by the shares: {@code p_k (d_k - sum p d)}. */
  static double[] back(double[] shares, double[] byShare, double factor) {
    double mean = 0;
    for (int i = 0; i < shares.length; i++) {
      mean += shares[i] * byShare[i];
    }
    double[] byLogit = new double[shares.length];
    for (int i = 0; i < shares.length; i++) {
      byLogit[i] = factor * shares[i] * (byShare[i] - mean);
    }
    return byLogit;
  }
}
