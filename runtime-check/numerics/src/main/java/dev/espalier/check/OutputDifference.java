package dev.espalier.check;

import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far one output of a candidate is from the reference, gathered input by input. */
final class OutputDifference {
  private static final double ILL_CONDITIONED = 1e-3;

  private final String output;
  private final Reference reference;
  private final ArgmaxAgreement argmax = new ArgmaxAgreement();
  private Distance.Extent extent = Distance.Extent.NONE;
  private Distance.Extent scores = Distance.Extent.NONE;
  private boolean exact;
  private int inputs;
  private double maxAbs;
  private String worstInput = "";
  private String problem = "";

  OutputDifference(String output, Reference reference) {
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
    Tensor tensor = expected.get(output);
    inputs++;
    exact = !tensor.element().isFloat();
    extent = extent.with(Distance.Extent.of(tensor));
    Tensor other = actual.get(output);
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
    Optional<LabelMap> label = label();
    if (label.isPresent()) {
      Tensor chosenFrom = results.get(label.get().scores());
      scores = scores.with(Distance.Extent.of(chosenFrom));
      int axis = Shapes.axis(label.get().axis(), chosenFrom.rank());
      argmax.addLabels(chosenFrom, axis, expected, actual);
    } else if (ArgmaxAgreement.appliesTo(expected)) {
      argmax.add(expected, actual);
    }
  }

  private Optional<LabelMap> label() {
    return Optional.ofNullable(reference.labels().get(output));
  }

  /** How far the values that decide may be off: the output, or the scores of a label map. */
  private double bound(Tolerance tolerance) {
    if (label().isPresent()) {
      return tolerance.bound(scores.range(), reference.noise().of(label().get().scores()));
    }
    return exact ? 0 : tolerance.bound(extent.range(), reference.noise().of(output));
  }

  EquivalenceRow row(String format, List<String> excluded, Tolerance tolerance) {
    double range = extent.range();
    double noise = reference.noise().of(output);
    double bound = bound(tolerance);
    var agreement = argmax.result(label().isPresent() ? bound : maxAbs);
    String reason = reason(bound, agreement.agreement().orElse(1), excluded);
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

  private String reason(double bound, double agreement, List<String> excluded) {
    if (!problem.isEmpty()) {
      return problem;
    }
    if (inputs == 0) {
      return "the reference is finite on none of the inputs " + excluded;
    }
    if (label().isPresent() ? agreement == 1 : maxAbs <= bound) {
      return "";
    }
    return label().isPresent()
        ? "other classes where the scores leave no doubt; worst input " + worstInput
        : "differs by " + maxAbs + " for input " + worstInput + ", allowed is " + bound;
  }
}
