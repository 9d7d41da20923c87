package dev.espalier.passes.prune;

import dev.espalier.ir.SplitMix64;
import dev.espalier.passes.prune.Narrowable.Widths;
import dev.espalier.passes.prune.ScaledSizes.Slope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Learns how sizes depend on pools from the sizes of a few narrowed graphs. In each of them all
 * pools are narrowed at once, by random numbers of steps; what a size lost then tells which pool it
 * depends on, or which two. Sizes that depend on more are looked at with one pool narrowed at a
 * time.
 */
public final class LearnSizes {
  private static final long SEED = 7;

  /** With so many graphs even pools of two channels can be told apart. */
  private static final int MOST_TRIALS = 12;

  /** Two to find which two pools a size depends on, and two to tell that it is so. */
  private static final int LEAST_TRIALS = 4;

  /** The sizes of a graph, of each tensor by axis. */
  @FunctionalInterface
  public interface Sizes {
    /**
     * The sizes after some steps.
     *
     * @param steps by pool
     * @return nothing if more than sizes changed
     */
    Optional<List<List<Integer>>> after(int... steps);
  }

  private final List<Widths> pools;
  private final Sizes sizes;
  private final List<List<Integer>> base;
  private final List<Trial> trials = new ArrayList<>();

  /** Channels removed from each pool, and the sizes that are left. */
  record Trial(int[] removed, List<List<Integer>> sizes) {}

  private LearnSizes(List<Widths> pools, List<List<Integer>> base, Sizes sizes) {
    this.pools = pools;
    this.sizes = sizes;
    this.base = base;
  }

  /**
   * Learns the sizes of graphs with some pools. Of a pool of which already one step changes more
   * than sizes, nothing is known to be saved by its channels.
   *
   * @param base the sizes before any channel is removed
   */
  public static ScaledSizes of(List<Widths> pools, List<List<Integer>> base, Sizes sizes) {
    return new LearnSizes(pools, base, sizes).run();
  }

  private ScaledSizes run() {
    boolean together = narrowTogether();
    for (int pool = 0; !together && pool < pools.size(); pool++) {
      if (!narrow(one(pool))) {
        trials.add(new Trial(new int[pools.size()], base));
      }
    }
    List<List<List<Slope>>> slopes = new ArrayList<>();
    for (int tensor = 0; tensor < base.size(); tensor++) {
      List<List<Slope>> axes = new ArrayList<>();
      for (int axis = 0; axis < base.get(tensor).size(); axis++) {
        axes.add(together ? explain(tensor, axis).get(0) : separate(tensor, axis));
      }
      slopes.add(axes);
    }
    return new ScaledSizes(base, slopes);
  }

  /** Whether all pools could be narrowed at once and then be told apart. */
  private boolean narrowTogether() {
    while (trials.size() < MOST_TRIALS && narrow(random(trials.size()))) {
      if (trials.size() >= LEAST_TRIALS && isSettled()) {
        return true;
      }
    }
    return false;
  }

  private boolean narrow(int... steps) {
    int[] removed = new int[steps.length];
    for (int pool = 0; pool < steps.length; pool++) {
      removed[pool] = pools.get(pool).removed(steps[pool]);
    }
    Optional<List<List<Integer>>> narrow = sizes.after(steps);
    narrow.ifPresent(left -> trials.add(new Trial(removed, left)));
    return narrow.isPresent();
  }

  /** Up to half of the steps of each pool; at least one of each in the first two trials. */
  private int[] random(int trial) {
    int[] steps = new int[pools.size()];
    for (int pool = 0; pool < steps.length; pool++) {
      int most = (pools.get(pool).steps() + 1) / 2;
      int least = trial < 2 ? Math.min(1, most) : 0;
      long draw = SplitMix64.bits(SEED + trial, pool) >>> 1;
      steps[pool] = least + (int) (draw % (most - least + 1));
    }
    return steps;
  }

  private int[] one(int pool) {
    int[] steps = new int[pools.size()];
    steps[pool] = Math.min(1, pools.get(pool).steps());
    return steps;
  }

  /** Whether each size has one explanation, which holds for the last trial as for the others. */
  private boolean isSettled() {
    for (int tensor = 0; tensor < base.size(); tensor++) {
      for (int axis = 0; axis < base.get(tensor).size(); axis++) {
        if (explain(tensor, axis).size() != 1) {
          return false;
        }
      }
    }
    return true;
  }

  private List<List<Slope>> explain(int tensor, int axis) {
    int[] lost = new int[trials.size()];
    for (int t = 0; t < lost.length; t++) {
      lost[t] = lost(trials.get(t), tensor, axis);
    }
    return new ExplainLoss(pools, trials).of(base.get(tensor).get(axis), lost);
  }

  private int lost(Trial trial, int tensor, int axis) {
    return base.get(tensor).get(axis) - trial.sizes().get(tensor).get(axis);
  }

  /** From the last trials, of one pool each. */
  private List<Slope> separate(int tensor, int axis) {
    List<Slope> slopes = new ArrayList<>();
    for (int pool = 0; pool < pools.size(); pool++) {
      Trial trial = trials.get(trials.size() - pools.size() + pool);
      int lost = lost(trial, tensor, axis);
      if (lost != 0) {
        slopes.add(new Slope(pool, (double) lost / trial.removed()[pool]));
      }
    }
    return slopes;
  }
}
