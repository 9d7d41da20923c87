package dev.espalier.check;

/**
 * How far an output may be from its reference: {@code max(ofRange * R, ofNoise * nu)}, with R the
 * pooled range of the reference output and nu its own rounding noise.
 *
 * @param gating whether a larger difference is a failure; otherwise it is only stated
 */
public record Tolerance(double ofRange, double ofNoise, boolean gating) {
  /** An ONNX file computed by the same kernels. */
  public static final Tolerance ONNX = new Tolerance(1e-5, 4, true);

  /** A TFLite file in float32, computed by other kernels. */
  public static final Tolerance TFLITE = new Tolerance(1e-4, 4, true);

  /** The distance is stated and never a failure, unless it is infinite. */
  public static final Tolerance STATED = new Tolerance(1e-4, 4, false);

  public Tolerance {
    if (!(ofRange >= 0) || !(ofNoise >= 0)) {
      throw new IllegalArgumentException("a tolerance is not negative");
    }
  }

  /** A bound chosen by the user, as a fraction of the range; the noise does not widen it. */
  public static Tolerance ofRange(double fraction) {
    return new Tolerance(fraction, 0, true);
  }

  /** The largest difference that passes; {@code range} is positive. */
  public double bound(double range, double noise) {
    return Math.max(ofRange * range, ofNoise * noise);
  }
}
