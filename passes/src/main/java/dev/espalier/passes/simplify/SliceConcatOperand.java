package dev.espalier.passes.simplify;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A slice of a concatenation that lies within one operand is a slice of that operand.
 *
 * <pre>
 * %c = concat(%a, %b) {axis=1}                                // 3 and 5 channels
 * %y = slice(%c) {axes=[1], starts=[4], ends=[8], steps=[1]}
 *    |  %y = slice(%b) {axes=[1], starts=[1], ends=[5], steps=[1]}
 * </pre>
 *
 * Not if it takes elements of two operands, reverses the axis, or sizes along it are symbolic.
 */
public final class SliceConcatOperand implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    Optional<Node> concat = match.producer(0, Concat.class);
    if (concat.isEmpty()) {
      return match.refuse("%%%s is not a concatenation", match.operand(0));
    }
    long axis = ((Concat) concat.get().op()).axis();
    int k = op.axes().indexOf(axis);
    Dim size = match.type(0).dim((int) axis);
    if (k < 0 || op.steps().get(k) < 0 || !size.isConstant()) {
      return match.refuse("%%%s does not cut axis %d at known places", match.operand(0), axis);
    }
    List<Long> taken = op.positions(k, size.value());
    long offset = 0;
    for (String operand : concat.get().operands()) {
      long length = match.graph().type(operand).dim((int) axis).value();
      if (!taken.isEmpty()
          && taken.get(0) >= offset
          && taken.get(taken.size() - 1) < offset + length) {
        long end = taken.get(taken.size() - 1) + 1 - offset;
        return match.replace(cut(op, k, taken.get(0) - offset, end), operand);
      }
      offset += length;
    }
    return match.refuse("%%%s takes from several operands", match.node().result());
  }

  private static Slice cut(Slice slice, int k, long start, long end) {
    List<Long> starts = new ArrayList<>(slice.starts());
    List<Long> ends = new ArrayList<>(slice.ends());
    starts.set(k, start);
    ends.set(k, end);
    return new Slice(slice.axes(), starts, ends, slice.steps());
  }
}
