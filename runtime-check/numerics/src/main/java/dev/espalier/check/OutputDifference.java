package dev.espalier.check;

import dev.espalier.ir.Tensor;
import java.util.List;

/** How far one output of a candidate is from the reference, gathered input by input. */
final class OutputDifference {
  private static final double ILL_CONDITIONED = 1e-3;

  private final String output;
  private final ArgmaxAgreement argmax = new ArgmaxAgreement();
  private Distance.Extent extent = Distance.Extent.NONE;
  private boolean exact;
  private int inputs;
  private double maxAbs;
  private String worstInput = "";
  private String problem = "";

  OutputDifference(String output) {
    this.output = output;
  }

  /** Records why the output cannot be compared; the first reason stays. */
  void fail(String reason) {
    maxAbs = Double.POSITIVE_INFINITY;
    problem = problem.isEmpty() ? reason : problem;
  }

  /** Takes the finite values of the reference for one input. */
  void addReference(Tensor reference) {
    inputs++;
    exact = !reference.element().isFloat();
    extent = extent.with(Distance.Extent.of(reference));
  }

  /** Takes the values of the candidate for the same input. */
  void addCandidate(String input, Tensor reference, Tensor candidate) {
    if (!reference.type().equals(candidate.type())) {
      fail("type " + candidate.type() + " instead of " + reference.type() + " for input " + input);
      return;
    }
    double difference = Distance.between(reference, candidate);
    if (worstInput.isEmpty() || difference > maxAbs) {
      worstInput = input;
    }
    if (Double.isInfinite(difference)) {
      fail("not finite for input " + input + ", where the reference is");
      return;
    }
    maxAbs = Math.max(maxAbs, difference);
    if (ArgmaxAgreement.appliesTo(reference)) {
      argmax.add(reference, candidate);
    }
  }

  EquivalenceRow row(
      String format, Reference reference, List<String> excluded, Tolerance tolerance) {
    double range = extent.range();
    double noise = reference.noise().of(output);
    ArgmaxAgreement.Result agreement = argmax.result(maxAbs);
    String reason = reason(exact ? 0 : tolerance.bound(range, noise), excluded);
    return new EquivalenceRow(
        format,
        output,
        reference.name(),
        inputs,
        maxAbs,
        range,
        noise,
        maxAbs / range,
        agreement.agreement(),
        agreement.countedShare(),
        excluded,
        noise > ILL_CONDITIONED * range,
        worstInput,
        reason.isEmpty(),
        reason);
  }

  private String reason(double bound, List<String> excluded) {
    if (!problem.isEmpty()) {
      return problem;
    }
    if (inputs == 0) {
      return "the reference is finite on none of the inputs " + excluded;
    }
    if (maxAbs <= bound) {
      return "";
    }
    return "differs by " + maxAbs + " for input " + worstInput + ", allowed is " + bound;
  }
}
