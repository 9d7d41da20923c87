package dev.espalier.latency.fit;

/** Inner products, always summed in the same order: in four sums, which run at the same time. */
final class Product {
  private Product() {}

  /** The inner product of some numbers of one array and as many of another. */
  static double of(double[] a, int fromA, double[] b, int fromB, int length) {
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int k = 0;
    for (; k + 3 < length; k += 4) {
      s0 += a[fromA + k] * b[fromB + k];
      s1 += a[fromA + k + 1] * b[fromB + k + 1];
      s2 += a[fromA + k + 2] * b[fromB + k + 2];
      s3 += a[fromA + k + 3] * b[fromB + k + 3];
    }
    for (; k < length; k++) {
      s0 += a[fromA + k] * b[fromB + k];
    }
    return s0 + s1 + (s2 + s3);
  }
}
