package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;

/**
 * Single indices taken from a transposed value are taken before it is transposed, as where query,
 * key and value come from one linear layer.
 *
 * <pre>
 * %t = transpose(%a) {permutation=[2,0,1]}
 * %y = slice(%t) {axes=[0], starts=[1], ends=[2], steps=[1]}
 *    |  %y.taken = slice(%a) {axes=[2], starts=[1], ends=[2], steps=[1]}
 *       %y = transpose(%y.taken) {permutation=[2,0,1]}
 * </pre>
 *
 * Not if the transposed value is also read in another way, or more than one index is taken.
 */
public final class SliceTransposeOperand implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    String transposed = match.operand(0);
    Optional<Node> producer = match.producer(0, Transpose.class);
    if (producer.isEmpty()) {
      return match.refuse("%%%s is not transposed", transposed);
    }
    boolean onlyTaken =
        !match.graph().isOutput(transposed)
            && match.graph().users(transposed).stream()
                .allMatch(user -> takesOne(match.graph(), user, op.axes()));
    if (!onlyTaken) {
      return match.refuse("%%%s is not only read index by index", transposed);
    }
    Transpose transpose = (Transpose) producer.get().op();
    long axis = transpose.permutation().get(op.axes().get(0).intValue());
    Slice before = new Slice(List.of(axis), op.starts(), op.ends(), op.steps());
    return match.replace(transpose, match.node("taken", before, producer.get().input()));
  }

  private static boolean takesOne(Graph graph, Node node, List<Long> axes) {
    return axes.size() == 1
        && node.op() instanceof Slice slice
        && slice.axes().equals(axes)
        && graph.type(node.result()).dim(axes.get(0).intValue()).is(1);
  }
}
