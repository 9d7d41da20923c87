package dev.espalier.search.cost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.passes.prune.MethodException;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.search.cost.FitToTarget.Fit;
import dev.espalier.zoo.Supernet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Supernets narrowed by scores that no search learned. */
class BaselineTest {
  /** Two layers whose first filters are the largest, and the second of which has larger scales. */
  private static final Graph LAYERS =
      Supernet.of(
          IrParser.parse(
              """
              graph @g(%x: f32[1,1,8,8]) {
                %a = conv(%x, f32[4,1,1,1]#[4,3,2,1])
                %b = batch_normalization(%a, f32[4]#[0.1,0.2,0.3,0.4], f32[4]#zeros, f32[4]#zeros, f32[4]#ones)
                %c = relu(%b)
                %d = conv(%c, f32[4,4,1,1]#[9,9,9,9,1,1,1,1,5,5,5,5,3,3,3,3])
                %e = batch_normalization(%d, f32[4]#[1,2,-3,4], f32[4]#zeros, f32[4]#zeros, f32[4]#ones)
                %f = relu(%e)
                %y = conv(%f, f32[2,4,1,1]#rand(3))
                return %y
              }
              """));

  private static final DeployedCost COST = new DeployedCost(LAYERS, new MacMeasure());

  private static boolean[][] half(PruneMethod method) {
    double target = COST.exact(new int[] {2, 2}, new int[0]);
    return new Baseline(method, 3).fit(LAYERS, COST, target, 1, 1).passing();
  }

  @Test
  void uniformKeepsTheFirst() {
    assertThat(half(PruneMethod.UNIFORM))
        .isDeepEqualTo(new boolean[][] {{true, true, false, false}, {true, true, false, false}});
  }

  @Test
  void l1KeepsTheLargestFiltersOfEachLayer() {
    assertThat(half(PruneMethod.L1))
        .isDeepEqualTo(new boolean[][] {{true, true, false, false}, {true, false, true, false}});
  }

  @Test
  void slimmingKeepsTheLargestScalesOfAllLayers() {
    double target = COST.exact(new int[] {1, 4}, new int[0]);
    Fit fit = new Baseline(PruneMethod.SLIMMING, 3).fit(LAYERS, COST, target, 1, 1);
    assertThat(fit.passing())
        .isDeepEqualTo(new boolean[][] {{false, false, false, true}, {true, true, true, true}});
  }

  @Test
  void randomKeepsAsManyAsUniformByItsSeed() {
    double target = COST.exact(new int[] {2, 2}, new int[0]);
    boolean[][] one = half(PruneMethod.RANDOM);
    assertThat(one).isDeepEqualTo(half(PruneMethod.RANDOM));
    boolean differs = false;
    for (int seed = 4; seed < 9; seed++) {
      Fit other = new Baseline(PruneMethod.RANDOM, seed).fit(LAYERS, COST, target, 1, 1);
      differs |= !Arrays.deepEquals(one, other.passing());
      assertThat(Kept.count(SmallSupernet.numbers(other.passing()))).containsExactly(2, 2);
    }
    assertThat(differs).isTrue();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "SLIMMING")
  void eachEndsAtItsTargetOrTheNearestWidthBelow(PruneMethod method) {
    DeployedCost cost = SmallSupernet.macs();
    int[] branches = Baseline.branches(SmallSupernet.GRAPH, cost);
    double target = 0.7 * cost.exact(cost.space().channels(), branches);
    Fit fit = new Baseline(method, 3).fit(SmallSupernet.GRAPH, cost, target, 1, 1);
    assertThat(fit.branches()).containsExactly(branches);
    assertThat(fit.cost()).isBetween(0.95 * target, target);
    assertThat(fit.reached()).isEqualTo(fit.cost() >= Baseline.LEAST * target);
  }

  @Test
  void choicesHaveTheCheapestBranchThatComputesSomething() {
    assertThat(Baseline.branches(SmallSupernet.GRAPH, SmallSupernet.latency()))
        .containsExactly(1, 1, 1);
  }

  @Test
  void slimmingNeedsNormalisations() {
    DeployedCost cost = SmallSupernet.macs();
    Baseline slimming = new Baseline(PruneMethod.SLIMMING, 3);
    assertThatExceptionOfType(MethodException.class)
        .isThrownBy(() -> slimming.fit(SmallSupernet.GRAPH, cost, cost.whole(), 1, 1))
        .withMessageContaining("method slimming needs batch normalisations");
  }
}
