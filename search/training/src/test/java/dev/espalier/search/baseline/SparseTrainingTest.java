package dev.espalier.search.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The proximal step of a sum of absolute values. */
class SparseTrainingTest {
  @Test
  void numbersComeNearerToZeroAndStayThere() {
    assertThat(SparseTraining.shrunk(new float[] {1, -1, 0.25f, -0.25f, 0}, 0.5))
        .containsExactly(0.5f, -0.5f, 0, -0f, 0);
  }

  /** The result y makes (y - x)^2 / 2 + 0.5 |y| least. */
  @Test
  void theResultMakesDistanceAndSizeLeast() {
    for (float x = -2; x <= 2; x += 0.125f) {
      float y = SparseTraining.shrunk(new float[] {x}, 0.5)[0];
      assertThat(sum(y, x)).isLessThanOrEqualTo(sum(y + 0.01, x));
      assertThat(sum(y, x)).isLessThanOrEqualTo(sum(y - 0.01, x));
    }
  }

  private static double sum(double y, double x) {
    return (y - x) * (y - x) / 2 + 0.5 * Math.abs(y);
  }
}
