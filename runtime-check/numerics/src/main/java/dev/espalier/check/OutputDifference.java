package dev.espalier.check;

import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far one output of a candidate is from the reference, gathered input by input. */
final class OutputDifference {
  private static final double ILL_CONDITIONED = 1e-3;

  private final Expected output;
  private final Reference reference;
  private final ArgmaxAgreement argmax = new ArgmaxAgreement();
  private Distance.Extent extent = Distance.Extent.NONE;
  private Distance.Extent scores = Distance.Extent.NONE;
  private boolean exact;
  private int inputs;
  private double maxAbs;
  private String worstInput = "";
  private String problem = "";

  OutputDifference(Expected output, Reference reference) {
    this.output = output;
    this.reference = reference;
  }

  /** Records why the output cannot be compared; the first reason stays. */
  void fail(String reason) {
    maxAbs = Double.POSITIVE_INFINITY;
    problem = problem.isEmpty() ? reason : problem;
  }

  /** Takes the finite results of the reference for an input, and those of the candidate. */
  void add(String input, Map<String, Tensor> expected, Map<String, Tensor> actual) {
    Tensor tensor = output.tensor(expected);
    inputs++;
    exact = !tensor.element().isFloat();
    extent = extent.with(Distance.Extent.of(tensor));
    Tensor other = actual.get(output.port().name());
    if (other == null) {
      return;
    }
    if (tensor.type().equals(other.type())) {
      compare(input, tensor, other);
      compareClasses(expected, tensor, other);
    } else {
      fail("type " + other.type() + " instead of " + tensor.type() + " for input " + input);
    }
  }

  private void compare(String input, Tensor expected, Tensor actual) {
    double difference = Distance.between(expected, actual);
    if (worstInput.isEmpty() || difference > maxAbs) {
      worstInput = input;
    }
    if (Double.isInfinite(difference)) {
      fail("not finite for input " + input + ", where the reference is");
    }
    maxAbs = Math.max(maxAbs, difference);
  }

  private void compareClasses(Map<String, Tensor> results, Tensor expected, Tensor actual) {
    if (output.label().isPresent()) {
      LabelMap label = output.label().get();
      Tensor chosenFrom = results.get(label.scores());
      scores = scores.with(Distance.Extent.of(chosenFrom));
      argmax.addLabels(chosenFrom, Shapes.axis(label.axis(), chosenFrom.rank()), expected, actual);
    } else if (ArgmaxAgreement.appliesTo(expected)) {
      argmax.add(expected, actual);
    }
  }

  /** How far the values that decide may be off: the output, or the scores of a label map. */
  private double bound(Tolerance tolerance) {
    Optional<LabelMap> label = output.label();
    if (label.isPresent()) {
      return tolerance.bound(scores.range(), reference.noise().of(label.get().scores()));
    }
    return exact ? 0 : tolerance.bound(extent.range(), output.noise(reference.noise()));
  }

  EquivalenceRow row(Candidate candidate, List<String> excluded) {
    double range = extent.range();
    double noise = output.noise(reference.noise());
    double bound = bound(candidate.tolerance());
    var agreement = argmax.result(output.label().isPresent() ? bound : maxAbs);
    boolean near =
        output.label().isPresent() ? agreement.agreement().orElse(1) == 1 : maxAbs <= bound;
    String reason = reason(near || !candidate.tolerance().gating(), bound, excluded);
    return new EquivalenceRow(
        candidate.format(),
        candidate.runtime(),
        output.port().name(),
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
        candidate.tolerance().gating(),
        reason.isEmpty(),
        reason);
  }

  private String reason(boolean accepted, double bound, List<String> excluded) {
    if (!problem.isEmpty()) {
      return problem;
    }
    if (inputs == 0) {
      return "the reference is finite on none of the inputs " + excluded;
    }
    if (accepted) {
      return "";
    }
    return output.label().isPresent()
        ? "other classes where the scores leave no doubt; worst input " + worstInput
        : "differs by " + maxAbs + " for input " + worstInput + ", allowed is " + bound;
  }
}
