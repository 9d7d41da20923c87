package dev.espalier.tflite.lower;

import dev.espalier.ir.op.Resize;
import dev.espalier.ir.run.ResizeAxis;
import java.util.Arrays;
import java.util.Optional;

/**
 * The flags with which TFLite's resize operators take every value of a result from where ONNX does,
 * found by computing where that is: TFLite with the single precision of its kernels where it
 * rounds, since a position between two elements is easily rounded to the other one.
 */
public record ResizeFlags(boolean alignCorners, boolean halfPixelCenters) {
  /** Farther apart, positions of a linear resize are different ones. */
  private static final double SAME_POSITION = 1e-6;

  private static final ResizeFlags[] ALL = {
    new ResizeFlags(false, false), new ResizeFlags(false, true), new ResizeFlags(true, false)
  };

  /** The flags for a resize of axes to sizes; empty when none do, or the mode is cubic. */
  public static Optional<ResizeFlags> of(Resize op, long[] from, long[] to) {
    return op.mode() == Resize.Mode.CUBIC
        ? Optional.empty()
        : Arrays.stream(ALL).filter(flags -> flags.fit(op, from, to)).findFirst();
  }

  private boolean fit(Resize op, long[] from, long[] to) {
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      int in = Math.toIntExact(from[axis]);
      int out = Math.toIntExact(to[axis]);
      ResizeAxis wanted = ResizeAxis.of(op, k, in, out);
      for (int i = 0; i < out; i++) {
        ResizeAxis.Sample sample = wanted.samples().get(i);
        boolean same =
            op.mode() == Resize.Mode.NEAREST
                ? nearest(i, in, out) == sample.positions()[0]
                : Math.abs(linear(i, in, out) - position(sample)) <= SAME_POSITION * in;
        if (!same) {
          return false;
        }
      }
    }
    return true;
  }

  /** Where a linear sample lies: its first element, and the share of the second. */
  private static double position(ResizeAxis.Sample sample) {
    return sample.positions()[0] * sample.weights()[0]
        + sample.positions()[1] * sample.weights()[1];
  }

  private int nearest(int i, int in, int out) {
    float scale = alignCorners && out > 1 ? (in - 1) / (float) (out - 1) : in / (float) out;
    float offset = halfPixelCenters ? 0.5f : 0;
    float position = (i + offset) * scale;
    int rounded = (int) (alignCorners ? roundAwayFromZero(position) : Math.floor(position));
    return Math.max(0, Math.min(rounded, in - 1));
  }

  private static double roundAwayFromZero(float position) {
    return Math.floor(position + 0.5);
  }

  private double linear(int i, int in, int out) {
    double scale = alignCorners && out > 1 ? (in - 1) / (double) (out - 1) : in / (double) out;
    double position = halfPixelCenters ? (i + 0.5) * scale - 0.5 : i * scale;
    return Math.max(0, Math.min(position, in - 1));
  }
}
