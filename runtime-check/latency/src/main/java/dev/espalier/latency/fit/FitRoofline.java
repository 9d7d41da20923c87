package dev.espalier.latency.fit;

import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.model.Roofline;
import java.util.Arrays;
import java.util.List;

/** Fits the coefficients of a roofline by least squares on relative errors. */
public final class FitRoofline {
  private FitRoofline() {}

  /** Every row is divided by its measured time, so that each aims at 1. */
  public static Roofline of(List<Measurement> rows) {
    double[] ones = new double[rows.size()];
    Arrays.fill(ones, 1);
    double[] x =
        NonNegativeLeastSquares.solve(
            rows.stream().map(FitRoofline::terms).toArray(double[][]::new), ones);
    return new Roofline(x[0], x[1], x[2], x[3]);
  }

  private static double[] terms(Measurement row) {
    Convolution convolution = row.convolution();
    double time = row.milliseconds();
    return new double[] {
      1 / time,
      convolution.megaMacs() / time,
      convolution.activationMegabytes(row.elementBytes()) / time,
      convolution.weightMegabytes(row.elementBytes()) / time
    };
  }
}
