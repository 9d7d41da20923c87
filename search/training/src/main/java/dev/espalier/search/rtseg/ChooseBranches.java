package dev.espalier.search.rtseg;

import dev.espalier.search.cost.FitToTarget;
import dev.espalier.search.cost.SearchSpace;
import dev.espalier.search.cost.SupernetCost;
import java.util.Arrays;

/**
 * Decides about the branches of all choices together: those of the greatest logits, unless masks
 * cannot bring the network with them to the target. Branches that are sampled together may meet the
 * target on average, and each likeliest one miss it. Then choices change to other branches, that of
 * the least loss of logit first: to cheaper ones while the network is too expensive with the fewest
 * channels, to more expensive ones while it is too cheap with all of them.
 *
 * @param target the most the result may cost
 * @param minChannels the fewest channels of a group
 */
record ChooseBranches(SupernetCost cost, double target, int minChannels) {
  /** A network to change to, and the logits that are lost. */
  private record Change(int choice, int branch, double loss) {}

  /** The branch of each choice. */
  int[] of(double[][] logits) {
    int[] branches = FitToTarget.branches(cost.space(), logits);
    while (least(branches) > target && change(branches, logits, true)) {}
    while (most(branches) < FitToTarget.LEAST * target && change(branches, logits, false)) {}
    return branches;
  }

  private boolean change(int[] branches, double[][] logits, boolean cheaper) {
    Change best = new Change(-1, -1, Double.POSITIVE_INFINITY);
    for (int c = 0; c < branches.length; c++) {
      for (int b = 0; b < logits[c].length; b++) {
        double loss = logits[c][branches[c]] - logits[c][b];
        if (loss < best.loss && helps(branches, c, b, cheaper)) {
          best = new Change(c, b, loss);
        }
      }
    }
    if (best.choice < 0) {
      return false;
    }
    branches[best.choice] = best.branch;
    return true;
  }

  private boolean helps(int[] branches, int choice, int branch, boolean cheaper) {
    int[] other = branches.clone();
    other[choice] = branch;
    return cheaper
        ? least(other) < least(branches)
        : most(other) > most(branches) && least(other) <= target;
  }

  private double most(int... branches) {
    return cost(cost.space().channels(), branches);
  }

  private double least(int... branches) {
    int[] channels = cost.space().channels();
    int[] fewest = Arrays.stream(channels).map(all -> Math.min(all, minChannels)).toArray();
    return cost(fewest, branches);
  }

  private double cost(int[] kept, int... branches) {
    SearchSpace space = cost.space();
    double[][] certain = new double[branches.length][];
    for (int c = 0; c < certain.length; c++) {
      certain[c] = new double[space.choices().get(c).branches()];
      certain[c][branches[c]] = 1;
    }
    return cost.expected(kept, certain).value();
  }
}
