package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks for the first common value that two models compute differently on one input. Where one of
 * them is a TFLite file, a value may have its axes in another order there. A value that differs
 * while one that is computed from it does not is only kept in another form, such as scaled, and is
 * passed over.
 */
final class FindDivergence {
  /** Values made outputs at a time, which bounds the memory they take. */
  static final int TOGETHER = 32;

  private final CommonValues common;
  private final Tolerance tolerance;
  private final List<Compared> all = new ArrayList<>();

  /** A common value; one that differs is further off than allowed. */
  private record Compared(PortTranslation value, double distance, double allowed) {
    boolean differs() {
      return distance > allowed;
    }
  }

  private FindDivergence(CommonValues common, Tolerance tolerance) {
    this.common = common;
    this.tolerance = tolerance;
  }

  /**
   * Looks for it; both models can run on the input. Where the axes of an input may have several
   * orders, they have the one with which more values are equal.
   *
   * @throws RunException when a runtime cannot load or run one of the models
   */
  static Divergence of(
      Exposed reference, Exposed candidate, EvidenceInput input, Tolerance tolerance) {
    Map<List<PortTranslation>, CommonValues> ways = new LinkedHashMap<>();
    for (OpenAxes open : OpenAxes.of(reference.format(), candidate.format())) {
      CommonValues common = CommonValues.of(reference, candidate, input, open);
      ways.putIfAbsent(common.fed(), common);
    }
    return ways.values().stream()
        .map(common -> new FindDivergence(common, tolerance).find())
        .reduce((a, b) -> b.equal().size() > a.equal().size() ? b : a)
        .orElseThrow();
  }

  private Divergence find() {
    List<String> values = List.copyOf(common.names().keySet());
    for (int from = 0; from < values.size(); from += TOGETHER) {
      compare(values.subList(from, Math.min(from + TOGETHER, values.size())));
    }
    List<PortTranslation> equal = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      Compared compared = all.get(i);
      if (!compared.differs()) {
        equal.add(compared.value());
      } else if (!isKeptInAnotherForm(i)) {
        return divergence(compared, equal);
      }
    }
    return new Divergence(common, Optional.empty(), Optional.empty(), equal);
  }

  private Divergence divergence(Compared first, List<PortTranslation> equal) {
    FirstDifference difference =
        new FirstDifference(
            first.value().name(),
            common.input().name(),
            first.distance(),
            first.allowed(),
            equal.size());
    return new Divergence(common, Optional.of(difference), Optional.of(first.value()), equal);
  }

  /** Whether numbers that are computed from a value are equal. */
  private boolean isKeptInAnotherForm(int position) {
    Set<String> value = Set.of(all.get(position).value().name());
    Set<String> computed = common.reference().computedFrom(value);
    return all.subList(position + 1, all.size()).stream()
        .filter(later -> !later.differs() && later.value().element().isFloat())
        .anyMatch(later -> computed.contains(later.value().name()));
  }

  private void compare(List<String> values) {
    List<String> own = values.stream().map(common.names()::get).toList();
    Map<String, Tensor> expected = common.ofReference(values, Settings.PLAIN);
    Map<String, Tensor> actual = common.ofCandidate(own);
    for (String value : values) {
      Optional<Tensor> reference = comparable(expected, value);
      Optional<ValueView> view = reference.flatMap(tensor -> view(value, tensor, actual));
      if (view.isPresent()) {
        double distance = view.get().distance();
        double allowed = allowed(reference.get(), value, values, distance);
        Compared compared = new Compared(view.get().translation(), distance, allowed);
        if (!compared.differs() || !common.guessed().contains(value)) {
          all.add(compared);
        }
      }
    }
  }

  /** Values that are no tensors of numbers are missing on both sides. */
  private static Optional<Tensor> comparable(Map<String, Tensor> tensors, String value) {
    return Optional.ofNullable(tensors.get(value))
        .filter(tensor -> Distance.Extent.of(tensor).isFinite());
  }

  private Optional<ValueView> view(String value, Tensor reference, Map<String, Tensor> others) {
    String own = common.names().get(value);
    return Optional.ofNullable(others.get(own))
        .flatMap(other -> ValueView.nearest(value, reference, own, other, common));
  }

  /** The noise is only measured where it may matter: in front of the first difference. */
  private double allowed(Tensor reference, String value, List<String> values, double distance) {
    if (!tolerance.gating()) {
      return Double.MAX_VALUE;
    } else if (!reference.element().isFloat()) {
      return 0;
    }
    double range = Distance.Extent.of(reference).range();
    double least = tolerance.bound(range, 0);
    return distance <= least || all.stream().anyMatch(Compared::differs)
        ? least
        : tolerance.bound(range, noise(values).of(value));
  }

  private Noise noise(List<String> values) {
    return Noise.measure(
        settings -> common.reference().open(values, settings), List.of(common.input()));
  }
}
