package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DrawsTest {
  @Test
  void areFunctionsOfSeedStepAndIndex() {
    Draws draws = new Draws(5);
    double[] forward = LongStream.range(0, 1000).mapToDouble(i -> draws.unit(i % 7, i)).toArray();
    double[] backward =
        LongStream.range(0, 1000)
            .parallel()
            .mapToDouble(i -> new Draws(5).unit((999 - i) % 7, 999 - i))
            .toArray();
    assertThat(IntStream.range(0, 1000).mapToDouble(i -> backward[999 - i]).toArray())
        .isEqualTo(forward);
    assertThat(draws.unit(1, 2)).isNotEqualTo(draws.unit(2, 1));
    assertThat(new Draws(6).unit(1, 2)).isNotEqualTo(draws.unit(1, 2));
  }

  @Test
  void stayInsideAndAreUniform() {
    Draws draws = new Draws(1);
    int[] tenths = new int[10];
    for (int i = 0; i < 1_000_000; i++) {
      double unit = draws.unit(i / 1000, i % 1000);
      assertThat(unit >= 1e-12 && unit <= 1 - 1e-7).isTrue();
      tenths[(int) (unit * 10)]++;
    }
    for (int count : tenths) {
      assertThat(count).isCloseTo(100_000, within(1500));
    }
  }

  /** The mean of the distribution is Euler's constant, its variance pi^2 / 6. */
  @Test
  void gumbelNoiseHasItsMoments() {
    Draws draws = new Draws(3);
    double[] noise = LongStream.range(0, 200_000).mapToDouble(i -> draws.gumbel(0, i)).toArray();
    double mean = IntStream.range(0, noise.length).mapToDouble(i -> noise[i]).average().orElse(0);
    double square =
        IntStream.range(0, noise.length).mapToDouble(i -> noise[i] * noise[i]).average().orElse(0);
    assertThat(mean).isCloseTo(0.5772157, within(0.01));
    assertThat(square - mean * mean).isCloseTo(Math.PI * Math.PI / 6, within(0.03));
  }
}
