package dev.espalier.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.ir.MacCounter;
import dev.espalier.search.cost.SupernetCost.Expected;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Costs by widths and branches, against networks that are compiled. */
class DeployedCostTest {
  private final DeployedCost latency = SmallSupernet.latency();
  private final DeployedCost macs = SmallSupernet.macs();

  @Test
  void groupsAndChoicesAreThoseOfTheSupernet() {
    SearchSpace space = latency.space();
    assertThat(space.channels()).containsExactly(8, 24, 16, 24, 16, 12);
    assertThat(space.choices()).extracting(SearchSpace.ChoiceOf::branches).containsExactly(3, 3, 2);
    assertThat(space.choices()).extracting(c -> c.preferred().get(0)).containsOnly(0);
  }

  @Test
  void theExactCostIsThatOfTheCompiledNetwork() {
    isThatOfTheCompiledNetwork(latency, SmallSupernet.LATENCY, 12);
    isThatOfTheCompiledNetwork(macs, SmallSupernet.MACS, 12);
  }

  private static void isThatOfTheCompiledNetwork(
      DeployedCost cost, CostMeasure measure, int trials) {
    SearchSpace space = cost.space();
    Random random = new Random(5);
    for (int i = 0; i < trials; i++) {
      int[] kept = SmallSupernet.widths(space, random);
      int[] branches = SmallSupernet.branches(space, random);
      boolean[][] passing = SmallSupernet.selection(space, kept, random);
      assertThat(cost.exact(kept, branches))
          .as("%s %s", Arrays.toString(kept), Arrays.toString(branches))
          .isEqualTo(measure.of(space.decided(SmallSupernet.GRAPH, passing, branches)));
    }
  }

  @Test
  void withOneBranchEachTheExpectedCostIsTheExactOne() {
    for (DeployedCost cost : List.of(latency, macs)) {
      Random random = new Random(6);
      for (int i = 0; i < 10; i++) {
        int[] kept = SmallSupernet.widths(cost.space(), random);
        Arrays.setAll(kept, group -> Math.max(2, kept[group]));
        int[] branches = SmallSupernet.branches(cost.space(), random);
        double[][] certain = SmallSupernet.oneHot(cost.space(), branches);
        double exact = cost.exact(kept, branches);
        assertThat(cost.expected(kept, certain).value()).isCloseTo(exact, within(1e-12 * exact));
      }
    }
  }

  @Test
  void branchesThatFollowEachOtherCostLessThanApart() {
    int[] all = latency.space().channels();
    double none = latency.exact(all, new int[] {0, 0, 0});
    double first = latency.exact(all, new int[] {2, 0, 0}) - none;
    double second = latency.exact(all, new int[] {0, 2, 0}) - none;
    assertThat(latency.exact(all, new int[] {2, 2, 0})).isLessThan(none + first + second - 1e-6);
  }

  @Test
  void theExpectedCostIsTheMeanOverAllCombinations() {
    double[][] p = {{0.2, 0.5, 0.3}, {0.1, 0.3, 0.6}, {0.7, 0.3}};
    int[] kept = {5, 9, 7, 20, 4, 11};
    for (DeployedCost cost : List.of(latency, macs)) {
      double mean = 0;
      for (int i = 0; i < 18; i++) {
        int[] branches = {i % 3, i / 3 % 3, i / 9};
        double probability = p[0][branches[0]] * p[1][branches[1]] * p[2][branches[2]];
        mean += probability * cost.exact(kept, branches);
      }
      assertThat(cost.expected(kept, p).value()).isCloseTo(mean, within(1e-12 * mean));
    }
  }

  @Test
  void theDerivativeByProbabilitiesIsWhatMovingThemChanges() {
    double[][] p = {{0.2, 0.5, 0.3}, {0.1, 0.3, 0.6}, {0.7, 0.3}};
    int[] kept = {5, 9, 7, 20, 4, 11};
    Expected before = latency.expected(kept, p);
    double[][] moved = {{0.2, 0.4, 0.4}, {0.1, 0.3, 0.6}, {0.7, 0.3}};
    double change = 0.1 * (before.byProbability()[0][2] - before.byProbability()[0][1]);
    assertThat(latency.expected(kept, moved).value() - before.value())
        .isCloseTo(change, within(1e-12));
  }

  @Test
  void aChannelOfMacsCostsWhatItAdds() {
    Random random = new Random(7);
    for (int i = 0; i < 10; i++) {
      int[] kept = SmallSupernet.widths(macs.space(), random);
      int[] branches = SmallSupernet.branches(macs.space(), random);
      double[][] certain = SmallSupernet.oneHot(macs.space(), branches);
      Expected expected = macs.expected(kept, certain);
      for (int group = 0; group < kept.length; group++) {
        int[] less = kept.clone();
        less[group]--;
        if (less[group] > 0) {
          assertThat(expected.byChannels()[group])
              .isEqualTo(expected.value() - macs.expected(less, certain).value());
        }
      }
    }
  }

  @Test
  void theWholeHasEveryBranch() {
    assertThat(macs.whole())
        .isEqualTo((double) MacCounter.count(SmallSupernet.GRAPH).total().value());
    int[] all = latency.space().channels();
    assertThat(latency.whole()).isGreaterThan(latency.exact(all, new int[] {1, 1, 1}));
  }
}
