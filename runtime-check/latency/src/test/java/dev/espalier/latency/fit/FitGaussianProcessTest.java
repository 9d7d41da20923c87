package dev.espalier.latency.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.model.GaussianProcess;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FitGaussianProcessTest {
  private static final int ROWS = 23;

  private final SplittableRandom random = new SplittableRandom(6);
  private final double[][] x = new double[ROWS][];
  private final double[] y = random.doubles(ROWS).toArray();

  FitGaussianProcessTest() {
    Arrays.setAll(x, i -> random.doubles(4).toArray());
  }

  /** {@code (K + noise I) weights = y}, multiplied out. */
  @Test
  void theWeightsSolveTheSystem() {
    GaussianProcess process = new FitGaussianProcess(1.5, 0.3).run(x, y);
    for (int i = 0; i < ROWS; i++) {
      assertThat(process.apply(x[i]) + 0.3 * process.weights()[i]).isCloseTo(y[i], within(1e-12));
    }
  }

  @Test
  void withoutNoiseItGoesThroughThePoints() {
    GaussianProcess process = new FitGaussianProcess(1, 1e-9).run(x, y);
    for (int i = 0; i < ROWS; i++) {
      assertThat(process.apply(x[i])).isCloseTo(y[i], within(1e-5));
    }
    assertThat(process.apply(new double[] {1e6, 0, 0, 0})).isCloseTo(0, within(1e-3));
  }

  @Test
  void fixedFeaturesCanBeLeftOut() {
    GaussianProcess process = new FitGaussianProcess(1.5, 0.3).run(x, y);
    double[] probe = {0.1, 0.9, 0.3, 0.7};
    GaussianProcess fixed = process.withFixed(new double[] {0.3, 0.7});
    assertThat(fixed.points()[0]).hasSize(2);
    assertThat(fixed.apply(new double[] {0.1, 0.9})).isCloseTo(process.apply(probe), within(1e-12));
  }

  @Test
  void aMatrixThatIsNotPositiveDefiniteIsRefused() {
    assertThatThrownBy(() -> Cholesky.of(new double[][] {{1}, {2, 1}}))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("row 1");
  }
}
