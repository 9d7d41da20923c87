package dev.espalier.latency.profile;

/**
 * The time of operators that are no measured convolutions: {@code launchMs + msPerMegabyte *
 * megabytes read and written + msPerMegaMac * millions of multiply-accumulates}.
 *
 * @param validated whether the constants were fitted to operators of the kind on the device; if
 *     not, they are our choice
 */
public record OperatorCost(
    double launchMs, double msPerMegabyte, double msPerMegaMac, boolean validated) {
  /** The time in milliseconds. */
  public double milliseconds(double megabytes, double megaMacs) {
    return launchMs + msPerMegabyte * megabytes + msPerMegaMac * megaMacs;
  }

  /** The cost on a device that takes {@code factor} times as long; nobody has checked it there. */
  OperatorCost scaled(double factor) {
    return new OperatorCost(
        launchMs * factor, msPerMegabyte * factor, msPerMegaMac * factor, false);
  }
}
