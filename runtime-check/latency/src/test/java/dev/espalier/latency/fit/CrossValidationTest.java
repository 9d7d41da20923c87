package dev.espalier.latency.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.data.Shipped;
import org.junit.jupiter.api.Test;

/** The figures of the Adreno 660 at fp16, all devices fitted together. */
class CrossValidationTest {
  /** Sums that another program finds, in percent; no fold is drawn at random for them. */
  @Test
  void theRooflinePredictsNetworksAsKnown() {
    Validation validation = run(Method.ROOFLINE);
    assertThat(validation.networks().stream().mapToDouble(n -> 100 * n.error()).toArray())
        .containsExactly(new double[] {-12.9, 7.4, 0.4, -6.5, 10.7}, within(0.05));
    assertThat(100 * validation.byNetwork().mape()).isCloseTo(16.9, within(0.05));
    assertThat(100 * validation.grouped().mape()).isCloseTo(16.2, within(1.0));
  }

  /** What the model must at least reach: figures of a roofline with a network's residual. */
  @Test
  void theShippedMethodIsAsGoodAsRequired() {
    Validation validation = run(Method.ROOFLINE_GAUSSIAN_PROCESS);
    assertThat(validation.grouped().rows()).isEqualTo(123);
    assertThat(validation.grouped().mape()).isLessThan(0.137);
    assertThat(validation.byNetwork().mape()).isLessThan(0.167);
    assertThat(validation.meanSumError()).isLessThan(0.064);
    assertThat(validation.worstSumError()).isLessThan(0.111);
  }

  private static Validation run(Method method) {
    return CrossValidation.run(new FitModels(method, 0), Shipped.kernels(), Shipped.ADRENO_660)
        .validation();
  }
}
