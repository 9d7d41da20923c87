package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Selecting indices twice along one axis, of which either may be a slice.
 *
 * <pre>
 * %s = index_select(%a) {axis=1, indices=[4,0,2]}
 * %y = slice(%s) {axes=[1], starts=[0], ends=[2], steps=[1]}
 *    |  %y = index_select(%a) {axis=1, indices=[4,0]}
 * </pre>
 *
 * Not along different axes, or for slices of symbolic axes. Two slices are for {@link MergeSlices}.
 */
public final class MergeIndexSelects implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public boolean startsFrom(Op op) {
    return op instanceof IndexSelect || op instanceof Slice;
  }

  /** Indices of an axis. */
  private record Selection(long axis, List<Long> indices) {}

  @Override
  public Outcome apply(Match match, Op op) {
    Optional<Selection> outer = selection(match.graph(), match.node());
    Optional<Node> producer = match.graph().producer(match.operand(0));
    Optional<Selection> inner = producer.flatMap(n -> selection(match.graph(), n));
    if (outer.isEmpty() || inner.isEmpty() || outer.get().axis() != inner.get().axis()) {
      return match.refuse("%%%s is not selected from the same axis", match.operand(0));
    }
    if (op instanceof Slice && producer.get().op() instanceof Slice) {
      return match.refuse("%%%s and %%%s are slices", match.operand(0), match.node().result());
    }
    List<Long> indices =
        outer.get().indices().stream().map(i -> inner.get().indices().get(i.intValue())).toList();
    return match.replace(new IndexSelect(inner.get().axis(), indices), producer.get().input());
  }

  private static Optional<Selection> selection(Graph graph, Node node) {
    if (node.op() instanceof IndexSelect select) {
      return Optional.of(new Selection(select.axis(), select.indices()));
    }
    if (!(node.op() instanceof Slice slice) || slice.axes().size() != 1) {
      return Optional.empty();
    }
    int axis = slice.axes().get(0).intValue();
    return Optional.of(graph.type(node.input()).dim(axis))
        .filter(d -> d.isConstant())
        .map(d -> new Selection(axis, slice.positions(0, d.value())));
  }
}
