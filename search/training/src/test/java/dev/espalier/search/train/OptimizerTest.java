package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameter.Kind;
import dev.espalier.search.djl.PyTorch;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Optimizers against their formulas, in double precision. */
class OptimizerTest {
  private static final double RATE = 0.05;
  private static final int STEPS = 12;

  @Test
  void sgd() {
    assertThat(run(true, Kind.WEIGHT, 0.1)).isCloseTo(sgd(0.1), within(1e-6));
    assertThat(run(true, Kind.WEIGHT, 0)).isCloseTo(sgd(0), within(1e-6));
  }

  @Test
  void adamW() {
    assertThat(run(false, Kind.WEIGHT, 0.1)).isCloseTo(adamW(0.1), within(1e-6));
    assertThat(run(false, Kind.WEIGHT, 0)).isCloseTo(adamW(0), within(1e-6));
  }

  @Test
  void biasesAndNormalisationsDoNotDecay() {
    assertThat(run(true, Kind.SCALE, 0.1)).isCloseTo(sgd(0), within(1e-6));
    assertThat(run(false, Kind.BIAS, 0.1)).isCloseTo(adamW(0), within(1e-6));
    Decay all = new Decay(0.1, true);
    Decay weights = new Decay(0.1, false);
    try (NDManager manager = PyTorch.newManager()) {
      NDArray value = manager.create(1f);
      assertThat(all.of(new Parameter("b", Kind.BIAS, value))).isEqualTo(0.1);
      assertThat(weights.of(new Parameter("b", Kind.BIAS, value))).isZero();
      assertThat(all.of(new Parameter("s", Kind.SCORES, value))).isZero();
    }
  }

  /** The gradient of (x - 3)^2 / 2, shaken by the step. */
  private static double gradient(double x, int step) {
    return x - 3 + (step % 3 - 1);
  }

  private static double run(boolean sgd, Kind kind, double weightDecay) {
    Decay decay = new Decay(weightDecay, false);
    try (NDManager manager = PyTorch.newManager();
        Protection none = new Protection(new MaskedSlices(TinyNetwork.GRAPH))) {
      Parameter x = new Parameter("x", kind, manager.create(new float[] {-1, 2}));
      try (Optimizer optimizer =
          sgd
              ? new Sgd(List.of(x), 0.9, decay, none)
              : new AdamW(List.of(x), 0.9, 0.99, decay, none)) {
        for (int step = 0; step < STEPS; step++) {
          float[] now = x.value().toFloatArray();
          float[] g = {(float) gradient(now[0], step), (float) gradient(now[1], step)};
          optimizer.update(x, manager.create(g), RATE, step);
        }
      }
      return x.value().toFloatArray()[0];
    }
  }

  private static double sgd(double decay) {
    double x = -1;
    double v = 0;
    for (int step = 0; step < STEPS; step++) {
      v = 0.9 * v + gradient(x, step) + decay * x;
      x -= RATE * v;
    }
    return x;
  }

  private static double adamW(double decay) {
    double x = -1;
    double m = 0;
    double v = 0;
    for (int step = 0; step < STEPS; step++) {
      double g = gradient(x, step);
      m = 0.9 * m + 0.1 * g;
      v = 0.99 * v + 0.01 * g * g;
      double mean = m / (1 - Math.pow(0.9, step + 1));
      double square = v / (1 - Math.pow(0.99, step + 1));
      x = x - RATE * decay * x - RATE * mean / (Math.sqrt(square) + 1e-8);
    }
    return x;
  }
}
