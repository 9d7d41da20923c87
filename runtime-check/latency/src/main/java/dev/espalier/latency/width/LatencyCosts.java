package dev.espalier.latency.width;

import dev.espalier.ir.Graph;
import dev.espalier.latency.Predictor;
import dev.espalier.latency.estimate.Estimate;
import dev.espalier.passes.prune.PrunePlan;
import dev.espalier.passes.prune.PrunePlan.StepPool;
import dev.espalier.passes.prune.StepCosts;

/**
 * Costs in milliseconds, predicted for the graph as it is compiled and lowered: each pool is
 * narrowed once to learn which sizes depend on it.
 *
 * @param device what messages call the predictor
 */
public record LatencyCosts(Predictor predictor, String device) implements StepCosts {
  @Override
  public OfSteps of(PrunePlan plan) {
    int count = plan.pools().size();
    ScaledModel model = LearnWidths.of(plan, device);
    WidthTime time = new WidthTime(model, predictor);
    int[][] channels = plan.pools().stream().map(LatencyCosts::removed).toArray(int[][]::new);
    return steps -> {
      int[] removed = new int[count];
      for (int pool = 0; pool < count; pool++) {
        removed[pool] = channels[pool][steps[pool]];
      }
      return time.milliseconds(removed);
    };
  }

  /** How many channels are removed after so many steps. */
  private static int[] removed(StepPool pool) {
    int[] removed = new int[pool.steps().size() + 1];
    for (int step = 0; step < pool.steps().size(); step++) {
      removed[step + 1] = removed[step] + pool.steps().get(step).channels();
    }
    return removed;
  }

  @Override
  public double exact(Graph masked) {
    return Estimate.of(LearnWidths.lower(masked), predictor, 1).milliseconds();
  }
}
