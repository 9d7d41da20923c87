package dev.espalier.latency.width;

import java.util.List;

/**
 * The expected time of a network with choices between blocks:
 *
 * <pre>  T = base + sum over choices, branches of p * (T of the branch - base)</pre>
 *
 * <p>The time of a branch is that of the whole network in which only this choice differs from the
 * base, so that what is fused at its borders is counted.
 *
 * @param base the network with one branch of each choice
 * @param choices the network with each branch of each choice in place of the base's
 */
public record ExpectedLatency(LatencySurface base, List<List<LatencySurface>> choices) {
  public ExpectedLatency {
    choices = choices.stream().map(List::copyOf).toList();
  }

  /**
   * The time in milliseconds.
   *
   * @param probabilities of the branches of each choice, which add up to 1
   * @param kept channels of each pool, the same pools in all networks
   */
  public double milliseconds(double[][] probabilities, int... kept) {
    double sum = base.milliseconds(kept);
    double[][] differences = byProbability(kept);
    for (int choice = 0; choice < differences.length; choice++) {
      for (int branch = 0; branch < differences[choice].length; branch++) {
        sum += probabilities[choice][branch] * differences[choice][branch];
      }
    }
    return sum;
  }

  /** The derivative by the probability of each branch: the time it adds to the base. */
  public double[][] byProbability(int... kept) {
    double standard = base.milliseconds(kept);
    double[][] differences = new double[choices.size()][];
    for (int choice = 0; choice < differences.length; choice++) {
      differences[choice] =
          choices.get(choice).stream().mapToDouble(s -> s.milliseconds(kept) - standard).toArray();
    }
    return differences;
  }

  /** The derivative by the kept channels of each pool, of the relaxed forms. */
  public double[] byChannels(double[][] probabilities, int... kept) {
    double[] standard = base.gradient(kept);
    double[] gradient = standard.clone();
    for (int choice = 0; choice < choices.size(); choice++) {
      for (int branch = 0; branch < choices.get(choice).size(); branch++) {
        double[] own = choices.get(choice).get(branch).gradient(kept);
        for (int pool = 0; pool < gradient.length; pool++) {
          gradient[pool] += probabilities[choice][branch] * (own[pool] - standard[pool]);
        }
      }
    }
    return gradient;
  }
}
