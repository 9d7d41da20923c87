package dev.espalier.measure.fit;

import dev.espalier.measure.HostKernel;
import java.util.List;

/**
 * What predicts the time of one kind of kernel: a sum of terms with coefficients, times the
 * exponential of a residual, which is zero where none was found to help.
 *
 * @param rows it was fitted on
 * @param coefficients of the terms in milliseconds, none negative
 * @param meanError of kernels held out, as a fraction of their time
 * @param medianError likewise
 */
public record KindFit(
    String kind,
    int rows,
    List<Double> coefficients,
    KernelRidge residual,
    double meanError,
    double medianError) {
  /** No kernel is predicted to be faster, in milliseconds. */
  static final double FLOOR = 2e-4;

  /** The predicted time in milliseconds. */
  public double milliseconds(HostKernel kernel) {
    return roofline(coefficients, kernel) * StrictMath.exp(residual.at(kernel.features()));
  }

  static double roofline(List<Double> coefficients, HostKernel kernel) {
    double sum = 0;
    for (int i = 0; i < coefficients.size(); i++) {
      sum += coefficients.get(i) * kernel.terms().get(i);
    }
    return Math.max(FLOOR, sum);
  }
}
