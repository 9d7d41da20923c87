package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A value of the candidate as the reference has it, and how far it is from that.
 *
 * @param distance the largest absolute difference
 */
record ValueView(PortTranslation translation, double distance) {
  /** Tensors of a higher rank are compared as they are. */
  private static final int HIGHEST_RANK = 4;

  /** An order of axes other than the usual one must be this much nearer. */
  private static final double FAR_NEARER = 1e-2;

  /**
   * The value in the usual order of axes, or in one in which it is far nearer to its reference;
   * empty when there is none in which it has the same shape.
   *
   * @param own its name in the candidate
   */
  static Optional<ValueView> nearest(
      String name, Tensor reference, String own, Tensor other, CommonValues models) {
    List<ValueView> views =
        orders(other.rank(), models).stream()
            .map(order -> new PortTranslation(name, own, order, element(reference, other)))
            .filter(view -> view.type(other.type()).type().equals(reference.type()))
            .map(view -> new ValueView(view, Distance.between(reference, view.fetch(other))))
            .toList();
    return views.stream()
        .filter(view -> view.distance() <= FAR_NEARER * views.get(0).distance())
        .min(Comparator.comparingDouble(ValueView::distance))
        .or(() -> views.stream().findFirst());
  }

  /** Integers may be narrower in the candidate; other types are told by their names. */
  private static ElementType element(Tensor reference, Tensor other) {
    boolean integers = PortMatch.isInteger(reference.element());
    return integers && PortMatch.isInteger(other.element()) ? reference.element() : other.element();
  }

  /** All orders of some axes, the usual ones first. */
  private static Set<List<Integer>> orders(int rank, CommonValues models) {
    Set<List<Integer>> orders = new LinkedHashSet<>(models.open().orders(rank));
    List<Integer> first = IntStream.range(0, rank).boxed().toList();
    if (models.isOrdered() || rank > HIGHEST_RANK) {
      return Set.of(first);
    }
    permute(new ArrayList<>(), first, orders);
    return orders;
  }

  private static void permute(List<Integer> head, List<Integer> rest, Set<List<Integer>> found) {
    if (rest.isEmpty()) {
      found.add(List.copyOf(head));
    }
    for (Integer next : rest) {
      List<Integer> longer = new ArrayList<>(head);
      longer.add(next);
      permute(longer, rest.stream().filter(axis -> !axis.equals(next)).toList(), found);
    }
  }
}
