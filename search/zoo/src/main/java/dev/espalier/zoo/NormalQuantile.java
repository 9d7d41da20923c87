package dev.espalier.zoo;

/**
 * The inverse of the standard normal distribution function, to about seven digits (Wichura:
 * Algorithm AS 241, PPND7, Applied Statistics 37, 1988).
 */
final class NormalQuantile {
  private NormalQuantile() {}

  /** The number that a normally distributed one is below with probability {@code p} in (0, 1). */
  static double of(double p) {
    double q = p - 0.5;
    if (Math.abs(q) <= 0.425) {
      return central(q);
    }
    double r = StrictMath.sqrt(-StrictMath.log(q < 0 ? p : 1 - p));
    double tail = r <= 5 ? tail(r - 1.6) : farTail(r - 5);
    return q < 0 ? -tail : tail;
  }

  private static double central(double q) {
    double r = 0.180625 - q * q;
    return q
        * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1);
  }

  private static double tail(double r) {
    return (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777)
        / ((0.12021132975 * r + 0.73700164250) * r + 1);
  }

  private static double farTail(double r) {
    return (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150)
        / ((0.012258202635 * r + 0.24197894225) * r + 1);
  }
}
