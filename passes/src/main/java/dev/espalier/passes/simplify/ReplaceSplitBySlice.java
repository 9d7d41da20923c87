package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Map;

/**
 * A split of which only one part is read is a slice.
 *
 * <pre>
 * %p, %q = split(%a) {axis=1, sizes=[3,5]}
 * %y = relu(%q)
 *    |  %p.part = slice(%a) {axes=[1], starts=[3], ends=[8], steps=[1]}
 *       %y = relu(%p.part)
 * </pre>
 *
 * Not if two parts are read.
 */
public final class ReplaceSplitBySlice implements Rule<Split> {
  @Override
  public Class<Split> root() {
    return Split.class;
  }

  @Override
  public Outcome apply(Match match, Split op) {
    List<String> read = match.node().results().stream().filter(r -> isRead(match, r)).toList();
    if (read.size() != 1) {
      return match.refuse("%d parts of %%%s are read", read.size(), match.operand(0));
    }
    int part = match.node().results().indexOf(read.get(0));
    long start = op.sizes().subList(0, part).stream().mapToLong(Long::longValue).sum();
    Slice slice =
        new Slice(
            List.of(op.axis()), List.of(start), List.of(start + op.sizes().get(part)), List.of(1L));
    return match.forward(Map.of(read.get(0), match.node("part", slice, match.operand(0))));
  }

  private static boolean isRead(Match match, String result) {
    return match.graph().isOutput(result) || !match.graph().users(result).isEmpty();
  }
}
