package dev.espalier.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.search.cost.Regulariser.Term;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The cost term of the loss and its gradient. */
class RegulariserTest {
  private static final double[][] LOGITS = {{0.3, -0.2, 0.5}, {0, 1, 0.1}, {0.2, 0.4}};

  private static final DeployedCost COST = SmallSupernet.macs();

  /** Scores that let the first channels of each group pass. */
  private static double[][] scores(int... kept) {
    double[][] scores = new double[kept.length][];
    for (int g = 0; g < kept.length; g++) {
      int own = kept[g];
      scores[g] = new double[COST.space().groups().get(g).channels()];
      Arrays.setAll(scores[g], c -> c < own ? 0.8 : 0.3);
    }
    return scores;
  }

  private static double[][] some() {
    return scores(5, 12, 9, 7, 16, 10);
  }

  private static double expected() {
    return new Regulariser(COST, 1, false).of(some(), LOGITS).expected();
  }

  @Test
  void itIsZeroAtTheTarget() {
    Term term = new Regulariser(COST, expected(), false).of(some(), LOGITS);
    assertThat(term.value()).isZero();
  }

  @Test
  void itsGradientPullsTowardsTheTarget() {
    Term above = new Regulariser(COST, 0.5 * expected(), false).of(some(), LOGITS);
    Term below = new Regulariser(COST, 2 * expected(), false).of(some(), LOGITS);
    assertThat(above.value()).isCloseTo(1, within(1e-12));
    assertThat(below.value()).isCloseTo(0.5, within(1e-12));
    for (int g = 0; g < above.byScore().length; g++) {
      assertThat(Arrays.stream(above.byScore()[g])).allMatch(slope -> slope > 0);
      assertThat(Arrays.stream(below.byScore()[g])).allMatch(slope -> slope < 0);
    }
    Term hinge = new Regulariser(COST, 2 * expected(), true).of(some(), LOGITS);
    assertThat(hinge.value()).isZero();
    assertThat(Arrays.stream(hinge.byScore()[0])).allMatch(slope -> slope == 0);
    assertThat(Arrays.stream(hinge.byLogit()[0])).allMatch(slope -> slope == 0);
  }

  @Test
  void theGradientOfLogitsIsThatOfDifferences() {
    Regulariser regulariser = new Regulariser(COST, 0.4 * expected(), false);
    Term term = regulariser.of(some(), LOGITS);
    double h = 1e-6;
    for (int c = 0; c < LOGITS.length; c++) {
      double sum = 0;
      for (int b = 0; b < LOGITS[c].length; b++) {
        double up = regulariser.of(some(), moved(c, b, h)).value();
        double down = regulariser.of(some(), moved(c, b, -h)).value();
        assertThat(term.byLogit()[c][b]).isCloseTo((up - down) / (2 * h), within(1e-7));
        sum += term.byLogit()[c][b];
      }
      assertThat(sum).isCloseTo(0, within(1e-12));
    }
  }

  private static double[][] moved(int choice, int branch, double by) {
    double[][] logits = Arrays.stream(LOGITS).map(double[]::clone).toArray(double[][]::new);
    logits[choice][branch] += by;
    return logits;
  }

  @Test
  void aScoreFeelsWhatItsChannelCosts() {
    double target = 0.4 * expected();
    Term term = new Regulariser(COST, target, false).of(some(), LOGITS);
    Term fewer = new Regulariser(COST, target, false).of(scores(5, 11, 9, 7, 16, 10), LOGITS);
    assertThat(term.byScore()[1][0]).isCloseTo(term.value() - fewer.value(), within(1e-12));
    assertThat(term.byScore()[1]).containsOnly(term.byScore()[1][0]);
  }

  @Test
  void theUnitChangesNothing() {
    SupernetCost scaled = new ScaledCost(COST, 1000);
    Term one = new Regulariser(COST, 0.4 * expected(), false).of(some(), LOGITS);
    Term other = new Regulariser(scaled, 400 * expected(), false).of(some(), LOGITS);
    assertThat(other.value()).isCloseTo(one.value(), within(1e-12));
    for (int g = 0; g < one.byScore().length; g++) {
      assertThat(other.byScore()[g][0]).isCloseTo(one.byScore()[g][0], within(1e-12));
    }
    for (int c = 0; c < LOGITS.length; c++) {
      assertThat(other.byLogit()[c][0]).isCloseTo(one.byLogit()[c][0], within(1e-12));
    }
  }

  @Test
  void aGroupThatKeepsNothingIsAnError() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Regulariser(COST, 1, false).of(scores(0, 12, 9, 7, 16, 10), LOGITS))
        .withMessageContaining("no channel of group 0 passes");
  }

  /** A cost in another unit. */
  private record ScaledCost(SupernetCost cost, double factor) implements SupernetCost {
    @Override
    public String unit() {
      return "scaled";
    }

    @Override
    public SearchSpace space() {
      return cost.space();
    }

    @Override
    public double whole() {
      return factor * cost.whole();
    }

    @Override
    public Expected expected(int[] kept, double[][] probabilities) {
      Expected own = cost.expected(kept, probabilities);
      return new Expected(
          factor * own.value(),
          Arrays.stream(own.byChannels()).map(x -> factor * x).toArray(),
          Arrays.stream(own.byProbability())
              .map(p -> Arrays.stream(p).map(x -> factor * x).toArray())
              .toArray(double[][]::new));
    }

    @Override
    public double exact(int[] kept, int[] branches) {
      return factor * cost.exact(kept, branches);
    }
  }
}
