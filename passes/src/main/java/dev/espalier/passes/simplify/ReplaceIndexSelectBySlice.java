package dev.espalier.passes.simplify;

import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * Consecutive indices are a slice.
 *
 * <pre>
 * %y = index_select(%a) {axis=1, indices=[2,3,4]}
 *    |  %y = slice(%a) {axes=[1], starts=[2], ends=[5], steps=[1]}
 * </pre>
 */
public final class ReplaceIndexSelectBySlice implements Rule<IndexSelect> {
  @Override
  public Class<IndexSelect> root() {
    return IndexSelect.class;
  }

  @Override
  public Outcome apply(Match match, IndexSelect op) {
    List<Long> indices = op.indices();
    if (indices.isEmpty()) {
      return match.refuse("%%%s takes no index", match.node().result());
    }
    for (int i = 1; i < indices.size(); i++) {
      if (indices.get(i) != indices.get(0) + i) {
        return match.refuse("%%%s takes indices that are not a range", match.node().result());
      }
    }
    long start = indices.get(0);
    return match.replace(
        new Slice(List.of(op.axis()), List.of(start), List.of(start + indices.size()), List.of(1L)),
        match.operand(0));
  }
}
