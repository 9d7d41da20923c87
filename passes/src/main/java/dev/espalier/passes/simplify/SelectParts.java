package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Split;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parts of a selection are selections.
 *
 * <pre>
 * %s = index_select(%a) {axis=1, indices=[0,2,1,3]}
 * %p, %q = split(%s) {axis=1, sizes=[2,2]}
 *    |  %p.part = index_select(%a) {axis=1, indices=[0,2]}
 *       %p.part2 = index_select(%a) {axis=1, indices=[1,3]}
 * </pre>
 *
 * Not along another axis, or if the selection is also read elsewhere.
 */
public final class SelectParts implements Rule<Split> {
  @Override
  public Class<Split> root() {
    return Split.class;
  }

  @Override
  public Outcome apply(Match match, Split op) {
    Optional<Node> producer = match.producer(0, IndexSelect.class);
    if (producer.isEmpty() || !match.graph().isReadOnce(match.operand(0))) {
      return match.refuse("%%%s is not a selection, read once", match.operand(0));
    }
    IndexSelect select = (IndexSelect) producer.get().op();
    if (select.axis() != op.axis()) {
      return match.refuse("%%%s is selected along another axis", match.operand(0));
    }
    Map<String, String> parts = new LinkedHashMap<>();
    int from = 0;
    for (int i = 0; i < match.node().results().size(); i++) {
      int to = from + op.sizes().get(i).intValue();
      List<Long> indices = select.indices().subList(from, to);
      String result = match.node().results().get(i);
      if (!result.equals(Node.ABSENT)) {
        IndexSelect part = new IndexSelect(op.axis(), indices);
        parts.put(result, match.node("part", part, producer.get().input()));
      }
      from = to;
    }
    return match.forward(parts);
  }
}
