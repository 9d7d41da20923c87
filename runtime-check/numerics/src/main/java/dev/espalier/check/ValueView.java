package dev.espalier.check;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A value of the candidate as the reference has it, and how far it is from that.
 *
 * @param distance the largest absolute difference
 */
record ValueView(PortTranslation translation, double distance) {
  /** Tensors of a higher rank are compared as they are. */
  private static final int HIGHEST_RANK = 4;

  /**
   * The order of axes in which a tensor is nearest to its reference; empty when there is none in
   * which it has the same shape.
   *
   * @param own its name in the candidate
   * @param ordered whether axes have the same order in both models
   */
  static Optional<ValueView> nearest(
      String name, Tensor reference, String own, Tensor other, boolean ordered) {
    return orders(other.rank(), ordered || other.rank() > HIGHEST_RANK).stream()
        .map(order -> new PortTranslation(name, own, order, element(reference, other)))
        .filter(view -> view.type(other.type()).type().equals(reference.type()))
        .map(view -> new ValueView(view, Distance.between(reference, view.fetch(other))))
        .min(Comparator.comparingDouble(ValueView::distance));
  }

  /** Integers may be narrower in the candidate; other types are told by their names. */
  private static ElementType element(Tensor reference, Tensor other) {
    boolean integers = PortMatch.isInteger(reference.element());
    return integers && PortMatch.isInteger(other.element()) ? reference.element() : other.element();
  }

  /** All orders of some axes; the first one is that of the numbers. */
  private static List<List<Integer>> orders(int rank, boolean onlyFirst) {
    List<Integer> first = IntStream.range(0, rank).boxed().toList();
    List<List<Integer>> orders = new ArrayList<>();
    if (onlyFirst) {
      orders.add(first);
    } else {
      permute(new ArrayList<>(), first, orders);
    }
    return orders;
  }

  private static void permute(List<Integer> head, List<Integer> rest, List<List<Integer>> found) {
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
