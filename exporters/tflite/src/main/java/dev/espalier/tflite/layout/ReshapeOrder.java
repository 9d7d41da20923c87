package dev.espalier.tflite.layout;

import dev.espalier.ir.Shapes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Reshapes of values that are not stored in the graph's order. A reshape splits and merges axes;
 * the finest pieces of both shapes are the factors they have in common. The result is the same
 * sequence of elements if the pieces of each of its axes lie next to each other in order.
 *
 * <p>Example: [1,8,4,4] stored as (0,2,3,1) is [1,8,16] stored as (0,2,1).
 */
final class ReshapeOrder {
  /** A factor of an axis of both shapes: consecutive ones make up each axis. */
  private record Piece(int from, int to) {}

  private final List<Piece> pieces = new ArrayList<>();
  private final long[] to;
  private boolean splits = true;

  private ReshapeOrder(long[] from, long[] to) {
    this.to = to;
    split(from);
  }

  /**
   * The order in which the result is stored, when x is stored in an order; empty when the elements
   * would have to move. Where axes of size 1 leave a choice, an image is stored channels last, any
   * other value in the graph's order.
   */
  static Optional<AxisOrder> of(AxisOrder order, long[] from, long[] to) {
    AxisOrder plain = AxisOrder.identity(from.length);
    Optional<AxisOrder> found =
        order.equals(plain) || Shapes.size(from) == 0
            ? Optional.empty()
            : new ReshapeOrder(from, to).order(order);
    return found.isEmpty() && order.storesLike(plain, from)
        ? Optional.of(AxisOrder.identity(to.length))
        : found;
  }

  /** Walks both shapes; where two axes have no factor in common, there are no pieces. */
  private void split(long[] from) {
    int i = 0;
    int j = 0;
    long left = 1;
    long right = 1;
    while (i < from.length || j < to.length) {
      if (left == 1 && i < from.length && from[i] == 1) {
        i++;
      } else if (right == 1 && j < to.length && to[j] == 1) {
        j++;
      } else {
        left = left == 1 ? from[i] : left;
        right = right == 1 ? to[j] : right;
        long common = gcd(left, right);
        if (common == 1) {
          splits = false;
          return;
        }
        pieces.add(new Piece(i, j));
        left /= common;
        right /= common;
        i += left == 1 ? 1 : 0;
        j += right == 1 ? 1 : 0;
      }
    }
  }

  private static long gcd(long a, long b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  private Optional<AxisOrder> order(AxisOrder order) {
    List<Piece> stored = new ArrayList<>();
    for (int axis : order.axes()) {
      pieces.stream().filter(piece -> piece.from == axis).forEach(stored::add);
    }
    List<Integer> sequence = new ArrayList<>();
    for (int at = 0; at < stored.size(); at++) {
      int axis = stored.get(at).to;
      boolean continues = at > 0 && stored.get(at - 1).to == axis;
      if (continues ? !inOrder(stored.get(at - 1), stored.get(at)) : sequence.contains(axis)) {
        return Optional.empty();
      }
      if (!continues) {
        sequence.add(axis);
      }
    }
    return splits ? Optional.of(withUnits(sequence)) : Optional.empty();
  }

  private boolean inOrder(Piece before, Piece after) {
    return pieces.indexOf(before) < pieces.indexOf(after);
  }

  /** Adds the axes of size 1 where they make a usual order. */
  private AxisOrder withUnits(List<Integer> sequence) {
    AxisOrder image = AxisOrder.channelsLast(to.length);
    AxisOrder plain = AxisOrder.identity(to.length);
    for (AxisOrder usual : to.length == 4 ? List.of(image, plain) : List.of(plain, image)) {
      if (usual.axes().stream().filter(sequence::contains).toList().equals(sequence)) {
        return usual;
      }
    }
    List<Integer> all = new ArrayList<>(sequence);
    for (int axis = 0; axis < to.length; axis++) {
      if (!all.contains(axis)) {
        int unit = axis;
        int before = all.stream().filter(a -> a < unit).max(Comparator.naturalOrder()).orElse(-1);
        all.add(all.indexOf(before) + 1, axis);
      }
    }
    return new AxisOrder(all);
  }
}
