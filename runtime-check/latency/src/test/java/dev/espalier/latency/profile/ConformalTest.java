package dev.espalier.latency.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.fit.HeldOut;
import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.KernelClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ConformalTest {
  private static final Convolution ONE = new Convolution(false, 4, 1, 1, 4, 1, 1, 1, 1, 1, 1);

  @Test
  void theRankCountsTheKernelToCome() {
    List<HeldOut> predictions = new ArrayList<>();
    for (int i = 1; i <= 39; i++) {
      predictions.add(
          heldOut(KernelClass.POINTWISE, i % 2 == 0 ? 1 + i / 100.0 : 1 / (1 + i / 100.0)));
    }
    Conformal conformal = new Conformal(predictions);
    assertThat(conformal.factor(KernelClass.POINTWISE, 0.9)).isCloseTo(1.36, within(1e-12));
    assertThat(conformal.factor(KernelClass.POINTWISE, 0.8)).isCloseTo(1.32, within(1e-12));
    assertThat(conformal.factor(KernelClass.POINTWISE, 0.999)).isCloseTo(1.39, within(1e-12));
  }

  @Test
  void aSmallClassIsNotTrustedMoreThanAll() {
    List<HeldOut> predictions = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      predictions.add(heldOut(KernelClass.POINTWISE, 1.5));
    }
    predictions.add(heldOut(KernelClass.DEPTHWISE, 1.01));
    predictions.add(heldOut(KernelClass.WINOGRAD, 3));
    Conformal conformal = new Conformal(predictions);
    assertThat(conformal.factor(KernelClass.DEPTHWISE, 0.8)).isEqualTo(1.5);
    assertThat(conformal.factor(KernelClass.WINOGRAD, 0.8)).isEqualTo(3);
  }

  /** Of errors drawn from one distribution the promised share is covered. */
  @Test
  void coversThePromisedShare() {
    SplittableRandom random = new SplittableRandom(9);
    int covered = 0;
    int rounds = 2000;
    for (int round = 0; round < rounds; round++) {
      List<HeldOut> predictions = new ArrayList<>();
      for (int i = 0; i < 49; i++) {
        predictions.add(heldOut(KernelClass.DENSE, Math.exp(random.nextDouble() - 0.5)));
      }
      double bound = new Conformal(predictions).factor(KernelClass.DENSE, 0.8);
      double next = Math.exp(Math.abs(random.nextDouble() - 0.5));
      covered += next <= bound ? 1 : 0;
    }
    assertThat((double) covered / rounds).isCloseTo(0.8, within(0.03));
  }

  private static HeldOut heldOut(KernelClass kind, double predicted) {
    return new HeldOut(new Measurement("g", "p", "n", ONE, kind, 2, 1), predicted);
  }
}
