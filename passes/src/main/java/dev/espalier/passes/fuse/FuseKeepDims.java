package dev.espalier.passes.fuse;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Reduction;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A reduction keeps the axes that a reshape puts back.
 *
 * <pre>
 *   %y = reduce_mean(%x) {axes=[2,3], keepDims=false}  |  %z = reduce_mean(%x) {axes=[2,3]}
 *   %z = reshape(%y) {shape=[1,8,1,1]}                  |
 * </pre>
 *
 * <p>Must not happen when the reshape does anything else, or {@code %y} has another reader or is an
 * output.
 */
public final class FuseKeepDims implements Rule<Reshape> {
  @Override
  public Class<Reshape> root() {
    return Reshape.class;
  }

  @Override
  public Outcome apply(Match match, Reshape op) {
    Optional<Node> node = match.producer(0, Reduction.class);
    if (node.isEmpty() || ((Reduction) node.get().op()).keepDims()) {
      return match.refuse("%%%s is no reduction that drops its axes", match.operand(0));
    }
    Reduction reduction = (Reduction) node.get().op();
    if (!op.shape().equals(kept(match.graph().type(node.get().input()), reduction))) {
      return match.refuse("%%%s: the reshape does more than put axes back", match.operand(0));
    }
    return match.graph().isReadOnce(match.operand(0))
        ? match.replace(reduction.withKeepDims(true), node.get().input())
        : match.refuse("%%%s has another reader or is an output", match.operand(0));
  }

  private static List<Dim> kept(TensorType x, Reduction reduction) {
    List<Dim> dims = new ArrayList<>(x.dims());
    reduction.axes().forEach(axis -> dims.set(axis.intValue(), Dim.of(1)));
    return dims;
  }
}
