package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Shape;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * A slice of a shape asks for fewer dims, which may then be known.
 *
 * <pre>
 * %s = shape(%a)                                               // %a: f32[N,8,4,4]
 * %y = slice(%s) {axes=[0], starts=[1], ends=[2], steps=[1]}  |  %y = shape(%a) {start=1, end=2}
 * </pre>
 *
 * Not with a step other than 1.
 */
public final class NarrowShape implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    Optional<Node> producer = match.producer(0, Shape.class);
    if (producer.isEmpty() || !op.steps().equals(List.of(1L))) {
      return match.refuse("%%%s is not a shape cut once", match.operand(0));
    }
    String x = producer.get().input();
    Shape shape = (Shape) producer.get().op();
    int rank = match.graph().type(x).rank();
    List<Long> taken = op.positions(0, shape.dims(match.graph().type(x)).size());
    if (taken.isEmpty()) {
      return match.refuse("%%%s takes no dim", match.node().result());
    }
    long start = Math.max(0, shape.start() < 0 ? shape.start() + rank : shape.start());
    return match.replace(
        new Shape(start + taken.get(0), start + taken.get(taken.size() - 1) + 1), x);
  }
}
