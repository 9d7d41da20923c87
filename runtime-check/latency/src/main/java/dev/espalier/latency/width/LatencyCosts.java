package dev.espalier.latency.width;

import dev.espalier.ir.Graph;
import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.passes.prune.Narrowable.Widths;
import dev.espalier.passes.prune.PrunePlan;
import dev.espalier.passes.prune.StepCosts;
import dev.espalier.passes.prune.SumOfParts;
import java.util.List;

/** Costs in milliseconds, predicted for the graph as it is compiled and lowered. */
public record LatencyCosts(ProfilePredictor predictor) implements StepCosts {
  @Override
  public OfSteps of(PrunePlan plan) {
    LatencySurface surface = LatencySurface.of(plan, predictor, new SumOfParts.Memory());
    List<Widths> pools = plan.widths();
    return steps -> {
      int[] kept = new int[steps.length];
      for (int pool = 0; pool < kept.length; pool++) {
        kept[pool] = pools.get(pool).widths().get(steps[pool]);
      }
      return surface.of(kept);
    };
  }

  @Override
  public double exact(Graph masked) {
    return estimate(masked).milliseconds();
  }

  /** What the graph takes once it is compiled. */
  public Estimate estimate(Graph masked) {
    return Estimate.of(LearnWidths.lower(masked), predictor, 1);
  }
}
