package dev.espalier.search.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.search.cost.FitToTarget.Fit;
import dev.espalier.zoo.Supernet;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What random scores keep is brought to targets. */
class FitToTargetTest {
  private final DeployedCost macs = SmallSupernet.macs();
  private final DeployedCost latency = SmallSupernet.latency();

  private static double[][] scores(SearchSpace space, Random random) {
    double[][] scores = new double[space.groups().size()][];
    for (int g = 0; g < scores.length; g++) {
      scores[g] = random.doubles(space.groups().get(g).channels()).toArray();
    }
    return scores;
  }

  private static int[] kept(Fit fit) {
    int[] kept = new int[fit.passing().length];
    for (int g = 0; g < kept.length; g++) {
      for (boolean passes : fit.passing()[g]) {
        kept[g] += passes ? 1 : 0;
      }
    }
    return kept;
  }

  @Test
  void theCostEndsInTheBandAndIsThatOfTheCompiledNetwork() {
    Random random = new Random(1);
    int reached = 0;
    for (int i = 0; i < 12; i++) {
      double[][] scores = scores(macs.space(), random);
      int[] branches = SmallSupernet.branches(macs.space(), random);
      double all = macs.exact(macs.space().channels(), branches);
      double target = (0.4 + 0.5 * random.nextDouble()) * all;
      Fit fit = new FitToTarget(macs, target, FitToTarget.LEAST, 1, 1).of(scores, branches);
      assertThat(fit.cost()).isLessThanOrEqualTo(target);
      assertThat(fit.reached()).isEqualTo(fit.cost() >= FitToTarget.LEAST * target);
      if (!fit.reached()) {
        noChannelMoreFits(fit, target);
      }
      reached += fit.reached() ? 1 : 0;
      Graph decided = macs.space().decided(SmallSupernet.GRAPH, fit.passing(), branches);
      assertThat(SmallSupernet.MACS.of(decided)).isEqualTo(fit.cost());
    }
    assertThat(reached).isGreaterThan(6);
  }

  private void noChannelMoreFits(Fit fit, double target) {
    int[] kept = kept(fit);
    for (int g = 0; g < kept.length; g++) {
      if (kept[g] < fit.passing()[g].length) {
        kept[g]++;
        assertThat(macs.exact(kept, fit.branches())).isGreaterThan(target);
        kept[g]--;
      }
    }
  }

  @Test
  void everyTimeEndsAtOrBelowATargetThatCanBeReached() {
    Random random = new Random(2);
    for (int i = 0; i < 8; i++) {
      double[][] scores = scores(latency.space(), random);
      int[] branches = SmallSupernet.branches(latency.space(), random);
      double all = latency.exact(latency.space().channels(), branches);
      double target = (0.7 + 0.3 * random.nextDouble()) * all;
      Fit fit = new FitToTarget(latency, target, FitToTarget.LEAST, 2, 4).of(scores, branches);
      Graph decided = latency.space().decided(SmallSupernet.GRAPH, fit.passing(), branches);
      assertThat(SmallSupernet.LATENCY.of(decided)).isEqualTo(fit.cost());
      int[] most = latency.space().channels();
      int[] fewest = most.clone();
      Arrays.fill(fewest, 2);
      if (latency.exact(fewest, branches) <= target) {
        assertThat(fit.cost()).isLessThanOrEqualTo(target);
      }
      assertThat(Arrays.stream(kept(fit))).allMatch(width -> width >= 2);
    }
  }

  @Test
  void theChannelsOfTheHighestScoresStay() {
    Random random = new Random(3);
    double[][] scores = scores(macs.space(), random);
    int[] branches = {1, 0, 1};
    double target = 0.3 * macs.exact(macs.space().channels(), branches);
    Fit fit = new FitToTarget(macs, target, FitToTarget.LEAST, 3, 1).of(scores, branches);
    for (int g = 0; g < scores.length; g++) {
      double lowest = 1;
      double highest = 0;
      for (int c = 0; c < scores[g].length; c++) {
        lowest = fit.passing()[g][c] ? Math.min(lowest, scores[g][c]) : lowest;
        highest = fit.passing()[g][c] ? highest : Math.max(highest, scores[g][c]);
      }
      assertThat(lowest).isGreaterThan(highest);
    }
    assertThat(Arrays.stream(kept(fit))).allMatch(width -> width >= 3);
  }

  @Test
  void ofEqualScoresTheLowerIndicesStay() {
    double[][] equal = scores(macs.space(), new Random(4));
    Arrays.stream(equal).forEach(own -> Arrays.fill(own, 0.25));
    int[] branches = {0, 0, 0};
    double target = 0.5 * macs.exact(macs.space().channels(), branches);
    FitToTarget fit = new FitToTarget(macs, target, FitToTarget.LEAST, 1, 1);
    boolean[][] passing = fit.ofAll(equal, branches).passing();
    for (boolean[] own : passing) {
      for (int c = 1; c < own.length; c++) {
        assertThat(own[c] && !own[c - 1]).isFalse();
      }
    }
    assertThat(fit.ofAll(equal, branches).passing()).isDeepEqualTo(passing);
  }

  @Test
  void aGroupWithoutAPassingChannelKeepsItsBest() {
    double[][] scores = scores(macs.space(), new Random(5));
    Arrays.fill(scores[3], 0.2);
    scores[3][5] = 0.3;
    scores[3][9] = 0.3;
    double target = macs.whole();
    Fit one = new FitToTarget(macs, target, 0, 1, 1).of(scores, new int[] {1, 1, 0});
    assertThat(one.passing()[3][5]).isTrue();
    assertThat(kept(one)[3]).isEqualTo(1);
    Fit two = new FitToTarget(macs, target, 0, 2, 1).of(scores, new int[] {1, 1, 0});
    assertThat(two.passing()[3][9]).isTrue();
    assertThat(kept(two)[3]).isEqualTo(2);
  }

  @Test
  void whatCannotBeReachedIsTold() {
    double[][] scores = scores(macs.space(), new Random(6));
    Fit fit = new FitToTarget(macs, 1, FitToTarget.LEAST, 2, 1).of(scores, new int[] {1, 1, 1});
    assertThat(fit.reached()).isFalse();
    assertThat(kept(fit)).containsOnly(2);
    Fit most = new FitToTarget(macs, 1e12, 0.97, 2, 1).of(scores, new int[] {1, 1, 1});
    assertThat(most.reached()).isFalse();
    assertThat(kept(most)).isEqualTo(macs.space().channels());
  }

  @Test
  void multiplyAccumulatesEndAtMultiples() {
    double[][] scores = scores(macs.space(), new Random(8));
    int[] branches = {1, 1, 1};
    double target = 0.6 * macs.exact(macs.space().channels(), branches);
    Fit fit = new FitToTarget(macs, target, 0.9, 1, 4).of(scores, branches);
    assertThat(Arrays.stream(kept(fit))).allMatch(width -> width % 4 == 0);
    assertThat(fit.cost()).isBetween(0.9 * target, target);
  }

  @Test
  void theBranchOfTheGreatestLogitIsTakenAndOfEqualOnesTheCheaper() {
    double[][] logits = {{0.1, 0.3, 0.2}, {0.2, 0.2, 0.1}, {0.5, 0.5}};
    assertThat(FitToTarget.branches(macs.space(), logits)).containsExactly(1, 0, 0);
  }

  @Test
  void widthsAreAlignedOnlyWhereThatCostsNothing() {
    String wide =
        """
        graph @g(%%x: f32[1,3,45,60]) {
          %%a = conv(%%x, f32[%1$d,3,3,3]#rand(1)) {pads=[1,1,1,1]}
          %%b = relu(%%a)
          %%c = conv(%%b, f32[%1$d,%1$d,3,3]#rand(2)) {pads=[1,1,1,1]}
          %%d = relu(%%c)
          %%y = conv(%%d, f32[5,%1$d,1,1]#rand(3))
          return %%y
        }
        """
            .formatted(128);
    DeployedCost cost = new DeployedCost(Supernet.of(IrParser.parse(wide)), SmallSupernet.LATENCY);
    for (List<Integer> widths : List.of(List.of(121, 124), List.of(125, 128), List.of(124, 124))) {
      double[][] scores = new double[2][128];
      for (double[] own : scores) {
        Arrays.setAll(own, c -> c < widths.get(0) ? 1 : 0);
      }
      double target = cost.exact(new int[] {widths.get(0), widths.get(0)}, new int[0]);
      int[] kept = kept(new FitToTarget(cost, target, 0.97, 1, 8).of(scores, new int[0]));
      int before = widths.get(0);
      for (int width : kept) {
        assertThat(width).isGreaterThanOrEqualTo(before);
        assertThat(width % 4).isZero();
      }
      assertThat(cost.exact(kept, new int[0])).isLessThanOrEqualTo(target);
    }
  }
}
