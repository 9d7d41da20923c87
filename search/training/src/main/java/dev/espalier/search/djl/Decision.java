package dev.espalier.search.djl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What was decided at a choice.
 *
 * @param choice the choice
 * @param chosen the branch whose value the choice has
 * @param baseline the branch that stands in for those that are not computed; {@code chosen} where
 *     there is none
 * @param noise what was added to the logits; empty where nothing was sampled
 * @param temperature that of the softmax whose gradient is taken
 * @param all whether every branch is computed
 */
record Decision(
    ChoicePoint choice,
    int chosen,
    int baseline,
    List<Double> noise,
    double temperature,
    boolean all) {
  static Decision of(ChoicePoint choice, double[] logits, Choosing choosing) {
    if (choosing instanceof Choosing.Sampled sampled) {
      return sampled(choice, logits, sampled);
    }
    int best =
        choosing instanceof Choosing.Given given
            ? given.branches().get(choice.node().result())
            : best(choice, logits);
    return new Decision(choice, best, best, List.of(), 1, false);
  }

  private static Decision sampled(ChoicePoint choice, double[] logits, Choosing.Sampled sampled) {
    double[] noisy = new double[logits.length];
    Double[] noise = new Double[logits.length];
    for (int b = 0; b < noisy.length; b++) {
      noise[b] = sampled.noise(choice.index(), b);
      noisy[b] = logits[b] + noise[b];
    }
    int chosen = best(choice, noisy);
    boolean all = sampled.branches() == Choosing.Branches.ALL || choice.skip().isEmpty();
    int baseline = choice.skip().orElse(chosen);
    return new Decision(choice, chosen, baseline, List.of(noise), sampled.temperature(), all);
  }

  /** Ties go to the cheaper branch. */
  private static int best(ChoicePoint choice, double[] logits) {
    int best = choice.preferred().get(0);
    for (int branch : choice.preferred()) {
      if (logits[branch] > logits[best]) {
        best = branch;
      }
    }
    return best;
  }

  boolean isSampled() {
    return !noise.isEmpty();
  }

  /** The branches that are computed. */
  Set<Integer> computed() {
    Set<Integer> computed = new LinkedHashSet<>();
    computed.add(chosen);
    if (isSampled()) {
      computed.add(baseline);
    }
    for (int b = 0; all && b < choice.branches(); b++) {
      computed.add(b);
    }
    return computed;
  }

  /** The values that are needed to make the value of the choice. */
  List<String> operands() {
    List<String> operands = new ArrayList<>();
    computed().forEach(branch -> operands.add(choice.branch(branch)));
    if (isSampled()) {
      operands.add(choice.logits());
    }
    return operands;
  }
}
