package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A concatenation of all parts of a value, in order.
 *
 * <pre>
 * %p, %q = split(%a) {axis=1, sizes=[3,5]}
 * %c = concat(%p, %q) {axis=1}
 * %y = relu(%c)                             |  %y = relu(%a)
 * </pre>
 *
 * The parts may be slices, too. Not if one is missing, repeated, or out of order.
 */
public final class RemoveConcatOfParts implements Rule<Concat> {
  /** Positions {@code start .. end} of an axis of a value. */
  private record Part(String source, long start, long end) {}

  @Override
  public Class<Concat> root() {
    return Concat.class;
  }

  @Override
  public Outcome apply(Match match, Concat op) {
    String source = Node.ABSENT;
    long at = 0;
    for (String operand : match.node().operands()) {
      Optional<Part> part = part(match.graph(), operand, op.axis());
      boolean continues =
          part.isPresent()
              && part.get().start() == at
              && (source.isEmpty() || source.equals(part.get().source()));
      if (!continues) {
        return match.refuse("%%%s is not the next part of %%%s", operand, source);
      }
      source = part.get().source();
      at = part.get().end();
    }
    return Forward.ifSameType(match, source);
  }

  private static Optional<Part> part(Graph graph, String value, long axis) {
    Optional<Node> producer = graph.producer(value);
    if (producer.isEmpty()) {
      return Optional.empty();
    }
    Node node = producer.get();
    if (node.op() instanceof Split split && split.axis() == axis) {
      int index = node.results().indexOf(value);
      long start = split.sizes().subList(0, index).stream().mapToLong(Long::longValue).sum();
      return Optional.of(new Part(node.input(), start, start + split.sizes().get(index)));
    }
    boolean cutsAxis =
        node.op() instanceof Slice slice
            && slice.axes().equals(List.of(axis))
            && slice.steps().get(0) == 1
            && graph.type(node.input()).dim((int) axis).isConstant();
    return cutsAxis ? Optional.of(slicePart(graph, node, (Slice) node.op())) : Optional.empty();
  }

  private static Part slicePart(Graph graph, Node node, Slice slice) {
    int axis = slice.axes().get(0).intValue();
    List<Long> taken = slice.positions(0, graph.type(node.input()).dim(axis).value());
    long start = taken.isEmpty() ? 0 : taken.get(0);
    return new Part(node.input(), start, start + taken.size());
  }
}
