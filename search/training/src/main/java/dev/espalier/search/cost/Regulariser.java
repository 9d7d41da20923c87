package dev.espalier.search.cost;

import dev.espalier.search.cost.SupernetCost.Expected;
import java.util.Arrays;

/**
 * The cost term of the search's loss and its gradient: {@code |T / target - 1|} of the expected
 * cost T, or with a hinge {@code max(0, T / target - 1)}. Branches count by the softmax of their
 * logits, not by what was sampled; channels by the binary masks, whose gradient goes straight to
 * the scores.
 *
 * @param target in the unit of the cost
 * @param hinge whether costs below the target are as good as the target
 */
public record Regulariser(SupernetCost cost, double target, boolean hinge) {
  public Regulariser {
    if (!(target > 0)) {
      throw new IllegalArgumentException("a target is above 0, not " + target);
    }
  }

  /**
   * The term at some scores and logits.
   *
   * @param value of the term
   * @param expected the expected cost T
   * @param byScore the derivative by each score of each group
   * @param byLogit the derivative by each logit of each choice
   */
  public record Term(double value, double expected, double[][] byScore, double[][] byLogit) {}

  /**
   * The term.
   *
   * @param scores of the channels of each group; at least one of each passes
   * @param logits of the branches of each choice
   */
  public Term of(double[][] scores, double[][] logits) {
    double[][] probabilities = new double[logits.length][];
    for (int choice = 0; choice < logits.length; choice++) {
      probabilities[choice] = Softmax.of(logits[choice]);
    }
    Expected expected = cost.expected(Kept.count(scores), probabilities);
    double excess = expected.value() / target - 1;
    double slope = slope(excess);
    double[][] byScore = new double[scores.length][];
    for (int group = 0; group < scores.length; group++) {
      byScore[group] = new double[scores[group].length];
      Arrays.fill(byScore[group], slope * expected.byChannels()[group]);
    }
    double[][] byLogit = new double[logits.length][];
    for (int choice = 0; choice < logits.length; choice++) {
      byLogit[choice] =
          Softmax.back(probabilities[choice], expected.byProbability()[choice], slope);
    }
    double value = hinge ? Math.max(0, excess) : Math.abs(excess);
    return new Term(value, expected.value(), byScore, byLogit);
  }

  /** The derivative of the term by T. */
  private double slope(double excess) {
    return hinge && excess < 0 ? 0 : Math.signum(excess) / target;
  }
}
