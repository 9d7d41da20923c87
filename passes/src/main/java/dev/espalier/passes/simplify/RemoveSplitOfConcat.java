package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Split;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A split that undoes a concatenation.
 *
 * <pre>
 * %c = concat(%a, %b) {axis=1}              // 3 and 5 channels
 * %p, %q = split(%c) {axis=1, sizes=[3,5]}
 * %y = add(%p, %q)                           |  %y = add(%a, %b)
 * </pre>
 *
 * Not if the axes or the sizes differ.
 */
public final class RemoveSplitOfConcat implements Rule<Split> {
  @Override
  public Class<Split> root() {
    return Split.class;
  }

  @Override
  public Outcome apply(Match match, Split op) {
    Optional<Node> concat = match.producer(0, Concat.class);
    if (concat.isEmpty() || ((Concat) concat.get().op()).axis() != op.axis()) {
      return match.refuse("%%%s is not a concatenation of axis %d", match.operand(0), op.axis());
    }
    List<String> parts = concat.get().operands();
    List<String> sizes =
        parts.stream().map(p -> match.graph().type(p).dim((int) op.axis()).toString()).toList();
    if (!sizes.equals(op.sizes().stream().map(String::valueOf).toList())) {
      return match.refuse("%%%s is joined from %s", match.operand(0), sizes);
    }
    Map<String, String> forwards = new LinkedHashMap<>();
    List<String> results = match.node().results();
    for (int i = 0; i < results.size(); i++) {
      if (!results.get(i).equals(Node.ABSENT)) {
        forwards.put(results.get(i), parts.get(i));
      }
    }
    return match.forward(forwards);
  }
}
