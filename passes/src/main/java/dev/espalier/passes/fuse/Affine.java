package dev.espalier.passes.fuse;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.BatchNormalization;
import java.util.Arrays;
import java.util.Optional;

/**
 * The map {@code scale[c] x + shift[c]} of channel c, in double. A scale of 0 gives the shift
 * whatever x is.
 */
record Affine(double[] scale, double[] shift) {
  static Affine scaling(double... scale) {
    return new Affine(scale, new double[scale.length]);
  }

  static Affine shifting(double... shift) {
    double[] ones = new double[shift.length];
    Arrays.fill(ones, 1);
    return new Affine(ones, shift);
  }

  /** What batch normalisation does, from its parameters [C]. */
  static Affine of(BatchNormalization op, Tensor scale, Tensor bias, Tensor mean, Tensor variance) {
    double[] slopes = op.slopes(scale, variance);
    return new Affine(slopes, op.offsets(slopes, bias, mean));
  }

  int channels() {
    return scale.length;
  }

  boolean isFinite() {
    return Arrays.stream(scale).allMatch(Double::isFinite)
        && Arrays.stream(shift).allMatch(Double::isFinite);
  }

  /** Whether every scale is 1. */
  boolean onlyShifts() {
    return Arrays.stream(scale).allMatch(s -> s == 1);
  }

  /** Whether every shift is 0. */
  boolean onlyScales() {
    return Arrays.stream(shift).allMatch(s -> s == 0);
  }

  /** The map of some values, one per channel. */
  double[] of(double... values) {
    double[] mapped = shift.clone();
    for (int c = 0; c < mapped.length; c++) {
      mapped[c] += scale[c] == 0 ? 0 : scale[c] * values[c];
    }
    return mapped;
  }

  /** A bias [C] after this map, rounded once; empty if there was none and none is needed. */
  Optional<Tensor> bias(ElementType element, Optional<double[]> before) {
    return before.isEmpty() && onlyScales()
        ? Optional.empty()
        : Optional.of(vector(element, of(before.orElse(new double[channels()]))));
  }

  static Tensor vector(ElementType element, double... values) {
    return Tensor.of(element, new long[] {values.length}, values);
  }
}
