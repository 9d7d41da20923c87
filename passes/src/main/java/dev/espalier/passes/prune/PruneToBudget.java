package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.PrunePlan.Step;
import dev.espalier.passes.prune.StepCosts.OfSteps;
import java.util.List;

/**
 * Masks the channels of a graph until its cost is within a budget. Of all pools and numbers of
 * steps, those are taken next that lose least importance for the cost they save: the importance is
 * the share of what the pool has left. Widths between which the cost does not change are thereby
 * never chosen, and a width at which a slower algorithm begins only together with a narrower one.
 * What a move saves beyond the budget does not count.
 */
public final class PruneToBudget {
  /** How far ahead a pool is looked at: 16 slices of four channels. */
  private static final int AHEAD = 64;

  /** Costs that differ by less are the same. */
  private static final double RESOLUTION = 1e-9;

  private final PrunePlan plan;
  private final StepCosts costs;
  private final OfSteps cost;
  private final int[] steps;
  private double now;

  private PruneToBudget(PrunePlan plan, StepCosts costs) {
    this.plan = plan;
    this.costs = costs;
    this.cost = costs.of(plan);
    this.steps = new int[plan.pools().size()];
    this.now = cost.of(steps);
  }

  /** The next steps of one pool, and their importance by the cost they save. */
  private record Move(int pool, int count, double cost, double price) {
    static final Move NONE = new Move(0, 0, 0, Double.POSITIVE_INFINITY);
  }

  /**
   * A masked graph within a budget.
   *
   * @param before the cost of the graph without new masks
   * @param cost of the masked graph, at most the budget
   */
  public record Result(Prune.Result pruned, double before, double cost) {}

  /**
   * Masks a graph.
   *
   * @throws MethodException if the method has nothing to rank channels by
   * @throws BudgetException if the budget cannot be met
   */
  public static Result run(Graph graph, PruneOptions options, StepCosts costs, double budget) {
    PrunePlan plan = PrunePlan.of(graph, options);
    return new PruneToBudget(plan, costs).run(budget);
  }

  private Result run(double budget) {
    double before = now;
    double target = budget;
    while (true) {
      descend(target, budget);
      Prune.Result pruned = plan.masked(steps);
      double exact = costs.exact(pruned.graph());
      if (exact <= budget) {
        return new Result(pruned, before, exact);
      }
      target = Math.min(target, now) - (exact - budget) - RESOLUTION;
    }
  }

  private void descend(double target, double budget) {
    while (now > target) {
      Move best = Move.NONE;
      for (int pool = 0; pool < steps.length; pool++) {
        best = better(best, pool, target);
      }
      if (best.count() == 0) {
        throw new BudgetException(budget, now);
      }
      steps[best.pool()] += best.count();
      now = best.cost();
    }
  }

  /** The best move so far, or a cheaper one of a pool. */
  private Move better(Move best, int pool, double target) {
    List<Step> all = plan.pools().get(pool).steps();
    int taken = steps[pool];
    double left = 1 - share(all.subList(0, taken));
    Move found = best;
    double share = 0;
    for (int next = taken; next < Math.min(all.size(), taken + AHEAD); next++) {
      share += all.get(next).share();
      steps[pool] = next + 1;
      double there = cost.of(steps);
      double saved = Math.min(now - there, now - target);
      double price = share / left / saved;
      if (now - there > RESOLUTION && price < found.price()) {
        found = new Move(pool, next + 1 - taken, there, price);
      }
    }
    steps[pool] = taken;
    return found;
  }

  private static double share(List<Step> taken) {
    return taken.stream().mapToDouble(Step::share).sum();
  }
}
