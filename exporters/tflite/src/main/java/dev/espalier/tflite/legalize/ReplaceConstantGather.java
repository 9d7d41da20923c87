package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.List;

/**
 * Indices that are known are selected as a list.
 *
 * <pre>
 * %y = gather(%x, [[0,-1]]) {axis=0}  |  %s = index_select(%x) {axis=0, indices=[0,2]}
 *                                     |  %y = reshape(%s)
 * </pre>
 *
 * Not for computed indices.
 */
public final class ReplaceConstantGather implements Rule<Gather> {
  @Override
  public Class<Gather> root() {
    return Gather.class;
  }

  @Override
  public Outcome apply(Match match, Gather op) {
    if (match.constant(1).isEmpty()) {
      return match.refuse("%%%s is computed", match.operand(1));
    }
    long length = match.type(0).dim((int) op.axis()).value();
    List<Long> indices =
        Arrays.stream(match.constant(1).get().toLongs())
            .map(i -> i < 0 ? i + length : i)
            .boxed()
            .toList();
    String selected = match.node("selected", new IndexSelect(op.axis(), indices), match.operand(0));
    long[] shape = match.graph().type(match.node().result()).shape();
    return match.replace(Reshape.to(shape), selected);
  }
}
