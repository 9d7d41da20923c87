package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Where;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An operator that broadcasts needs no expanded operand.
 *
 * <pre>
 * %e = expand(%a) {shape=[N,8,4,4]}
 * %y = mul(%b, %e)                   |  %y = mul(%b, %a)    // %b: f32[N,8,4,4]
 * </pre>
 *
 * Stays if the result gets its shape from the expand.
 */
public final class RemoveExpandBeforeBroadcast implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public boolean startsFrom(Op op) {
    return op instanceof Elementwise || op instanceof Where;
  }

  @Override
  public Outcome apply(Match match, Op op) {
    Graph graph = match.graph();
    List<String> operands = new ArrayList<>(match.node().operands());
    for (int i = 0; i < operands.size(); i++) {
      Optional<String> source = match.producer(i, Expand.class).map(n -> n.input());
      if (source.isPresent()) {
        String expanded = operands.set(i, source.get());
        if (!broadcastTo(graph, operands, graph.type(match.node().result()))) {
          operands.set(i, expanded);
        }
      }
    }
    return operands.equals(match.node().operands())
        ? match.refuse("%%%s needs its operands' shapes", match.node().result())
        : match.replace(op, operands);
  }

  /** Whether each dim of the result is the dim of some operand. */
  private static boolean broadcastTo(Graph graph, List<String> operands, TensorType result) {
    for (int fromEnd = 1; fromEnd <= result.rank(); fromEnd++) {
      int back = fromEnd;
      Dim needed = result.dim(result.rank() - back);
      if (operands.stream()
          .map(graph::type)
          .noneMatch(t -> t.rank() >= back && t.dim(t.rank() - back).equals(needed))) {
        return false;
      }
    }
    return true;
  }
}
