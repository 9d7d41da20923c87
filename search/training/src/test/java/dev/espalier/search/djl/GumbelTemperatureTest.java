package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.search.djl.Choosing.Branches;
import dev.espalier.search.djl.Choosing.Sampled;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How sure the softmax of a choice is at a temperature, and that no branch wins for nothing. */
class GumbelTemperatureTest {
  /** The value tells the branch: 1 of three channels is 1. */
  private static final String TELLING =
      """
      graph @telling(%x: f32[1,3,1,1]) {
        %n = mul(%x, f32[]#[0])
        %s = add(%n, f32[1,3,1,1]#[1,0,0])
        %a = conv(%s, f32[3,3,1,1]#[0,0,0,1,0,0,0,0,0])
        %b = conv(%s, f32[3,3,1,1]#[0,0,0,0,0,0,1,0,0])
        %m = choice(%s, %a, %b, %l=f32[3]#[0.3,1.1,-0.5])
        %y = mul(%m, %w=f32[1,3,1,1]#[0,0,0])
        return %y
      }
      """;

  private static final String EQUAL =
      """
      graph @equal(%x: f32[1,2,1,1]) {
        %s = relu(%x)
        %a = identity(%s)
        %b = identity(%s)
        %y = choice(%s, %a, %b, %l=f32[3]#[0,0,0])
        return %y
      }
      """;

  private static Sampled sampled(double temperature, long step, Branches branches) {
    return new Sampled(temperature, new Draws(11), step, branches);
  }

  private static double[] gradient(Toy toy, Sampled sampled) {
    return toy.gradients(Mode.TRAIN, sampled, pass -> pass.output("y").sum()).get("l");
  }

  /** The greatest share, from the products of two shares that gradients of logits are. */
  private static double greatest(Toy toy, double temperature, long step) {
    Sampled sampled = sampled(temperature, step, Branches.ALL);
    toy.put("w", 1, 0, 0);
    double[] first = gradient(toy, sampled);
    toy.put("w", 0, 1, 0);
    double last = gradient(toy, sampled)[2];
    double ab = -first[1] * temperature;
    double ac = -first[2] * temperature;
    double bc = -last * temperature;
    double a = Math.sqrt(ab * ac / bc);
    return Math.max(a, Math.max(ab / a, ac / a));
  }

  /** The same, from the noise. */
  private static double greatest(double temperature, long step) {
    Sampled sampled = sampled(temperature, step, Branches.ALL);
    double[] logits = {0.3, 1.1, -0.5};
    Arrays.setAll(logits, k -> (logits[k] + sampled.noise(0, k)) / temperature);
    return greatest(softmax(logits));
  }

  @Test
  void theColderTheSurer() {
    double[] temperatures = {5, 1, 0.1};
    double[] expected = {0.423, 0.689, 0.962};
    for (int t = 0; t < 3; t++) {
      double temperature = temperatures[t];
      double mean =
          LongStream.range(0, 20_000)
              .mapToDouble(i -> greatest(temperature, i))
              .average()
              .orElse(0);
      assertThat(mean).isCloseTo(expected[t], within(0.01));
    }
    assertThat(greatest(1e4, 0)).isCloseTo(1 / 3.0, within(1e-3));
  }

  @Test
  void gradientsAreThoseOfTheseShares() {
    try (Toy toy = new Toy(TELLING)) {
      for (double temperature : new double[] {5, 1, 0.3}) {
        for (long step = 0; step < 20; step++) {
          assertThat(greatest(toy, temperature, step))
              .isCloseTo(greatest(temperature, step), within(1e-7));
        }
      }
    }
  }

  /** A search whose branches are all the same ends where it began. */
  @Test
  void equalBranchesStayEqual() {
    try (Toy toy = new Toy(EQUAL)) {
      double[] logits = new double[3];
      int steps = 400;
      for (int step = 0; step < steps; step++) {
        double[] gradient =
            gradient(toy, sampled(cooling(step, steps), step, Branches.SAMPLED_AND_SKIP));
        for (int k = 0; k < 3; k++) {
          logits[k] -= 0.01 * gradient[k];
        }
        toy.put("l", logits);
      }
      assertThat(greatest(softmax(logits))).isCloseTo(1 / 3.0, within(1e-9));
    }
  }

  /** If branches that do not run counted as 0 instead of as skip, one would win for nothing. */
  @Test
  void withoutTheBaselineTheyWouldNot() {
    double mean = 0;
    int runs = 200;
    for (int run = 0; run < runs; run++) {
      mean += greatest(softmax(withoutBaseline(new Draws(run), 2000))) / runs;
    }
    assertThat(mean).isGreaterThan(0.36);
  }

  private static double[] withoutBaseline(Draws draws, int steps) {
    double[] logits = new double[3];
    for (int step = 0; step < steps; step++) {
      double temperature = cooling(step, steps);
      double[] noisy = new double[3];
      int chosen = 0;
      for (int k = 0; k < 3; k++) {
        noisy[k] = (logits[k] + draws.gumbel(step, k)) / temperature;
        chosen = noisy[k] > noisy[chosen] ? k : chosen;
      }
      double[] p = softmax(noisy);
      double known = p[0] + (chosen == 0 ? 0 : p[chosen]);
      for (int k = 0; k < 3; k++) {
        double a = k == 0 || k == chosen ? -1 : 0;
        logits[k] -= 0.01 * p[k] * (a + known) / temperature;
      }
    }
    return logits;
  }

  /** From 5 to 0.1. */
  private static double cooling(int step, int steps) {
    return 5 * StrictMath.pow(0.1 / 5, step / (steps - 1.0));
  }

  private static double[] softmax(double... x) {
    double[] p = Arrays.stream(x).map(StrictMath::exp).toArray();
    double sum = Arrays.stream(p).sum();
    return Arrays.stream(p).map(e -> e / sum).toArray();
  }

  private static double greatest(double... shares) {
    return Arrays.stream(shares).max().orElseThrow();
  }
}
