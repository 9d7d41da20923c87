package dev.espalier.latency.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.data.Shipped;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.model.Roofline;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FitRooflineTest {
  /** Coefficients that another solver finds for the Adreno 660 at fp16. */
  @ParameterizedTest
  @CsvSource({
    "POINTWISE, 0.02279, 0.003955, 0.05312, 0.1316",
    "DENSE, 0.05382, 0.003930, 0.01249, 0.2586",
    "DEPTHWISE, 0.02382, 0, 0.08037, 0",
    "WINOGRAD, 0.2019, 0.001960, 0.5553, 0.1594"
  })
  void findsTheKnownCoefficients(KernelClass kind, double a, double b, double c, double d) {
    Roofline roofline = FitRooflines.of(Shipped.kernels(), Shipped.ADRENO_660).get(kind);
    assertThat(roofline.fixed()).isCloseTo(a, within(1e-3 * a));
    assertThat(roofline.perMegaMac()).isCloseTo(b, within(1e-3 * b));
    assertThat(roofline.perActivationMegabyte()).isCloseTo(c, within(1e-3 * c));
    assertThat(roofline.perWeightMegabyte()).isCloseTo(d, within(1e-3 * d));
  }

  /** At the minimum the slope is 0 along positive coefficients and not negative along others. */
  @Test
  void leastSquaresMeetTheConditionsOfAMinimum() {
    SplittableRandom random = new SplittableRandom(5);
    for (int round = 0; round < 50; round++) {
      double[][] a = new double[12][4];
      double[] b = new double[12];
      for (int i = 0; i < a.length; i++) {
        b[i] = random.nextDouble() - 0.3;
        for (int j = 0; j < 4; j++) {
          a[i][j] = random.nextDouble() - 0.4;
        }
      }
      double[] x = NonNegativeLeastSquares.solve(a, b);
      for (int j = 0; j < 4; j++) {
        double slope = slope(a, b, x, j);
        assertThat(x[j]).isNotNegative();
        assertThat(x[j] > 0 ? Math.abs(slope) : Math.max(0, -slope)).isLessThan(1e-9);
      }
    }
  }

  private static double slope(double[][] a, double[] b, double[] x, int column) {
    double slope = 0;
    for (int i = 0; i < a.length; i++) {
      double error = -b[i];
      for (int j = 0; j < x.length; j++) {
        error += a[i][j] * x[j];
      }
      slope += a[i][column] * error;
    }
    return slope;
  }
}
