package dev.espalier.measure.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.SplitMix64;
import dev.espalier.measure.HostKernel;
import dev.espalier.measure.TimedKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

final class FitKindTest {
  /** Kernels whose time is linear in their work, times a factor. */
  private static List<TimedKernel> rows(int count, DoubleUnaryOperator factor) {
    List<TimedKernel> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double work = 0.1 + 10 * SplitMix64.unit(3, i);
      double log = StrictMath.log(work);
      HostKernel kernel =
          new HostKernel("k", "shape " + i, List.of(1.0, work), List.of(log, log * log));
      rows.add(new TimedKernel(kernel, (0.02 + 0.5 * work) * factor.applyAsDouble(log)));
    }
    return rows;
  }

  @Test
  void coefficientsOfALinearTimeAreFound() {
    KindFit fit = FitKind.of("k", rows(60, log -> 1), 1);
    assertThat(fit.coefficients().get(0)).isCloseTo(0.02, within(1e-9));
    assertThat(fit.coefficients().get(1)).isCloseTo(0.5, within(1e-9));
    assertThat(fit.meanError()).isLessThan(1e-3);
  }

  @Test
  void whatIsNotLinearIsLeftToTheResidual() {
    DoubleUnaryOperator wave = log -> 1 + 0.4 * StrictMath.sin(3 * log);
    KindFit fit = FitKind.of("k", rows(120, wave), 1);
    assertThat(fit.residual().points()).hasSize(120);
    assertThat(fit.meanError()).isLessThan(0.05);
    TimedKernel held = rows(121, wave).get(120);
    assertThat(fit.milliseconds(held.kernel()))
        .isCloseTo(held.milliseconds(), within(0.05 * held.milliseconds()));
  }

  @Test
  void noiseHasNoResidual() {
    List<TimedKernel> rows = new ArrayList<>();
    for (TimedKernel row : rows(80, log -> 1)) {
      double noise = 0.7 + 0.6 * SplitMix64.unit(99, rows.size());
      rows.add(new TimedKernel(row.kernel(), row.milliseconds() * noise));
    }
    KindFit fit = FitKind.of("k", rows, 1);
    assertThat(fit.meanError()).isBetween(0.1, 0.3);
  }
}
