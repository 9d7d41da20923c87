package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.Pad;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Padding twice with the same constant adds up.
 *
 * <pre>
 * %p = pad(%a) {pads=[0,1,0,1]}
 * %y = pad(%p) {pads=[0,2,0,0]}  |  %y = pad(%a) {pads=[0,3,0,1]}
 * </pre>
 *
 * Not for other modes, different constants or negative pads, which cut.
 */
public final class MergePads implements Rule<Pad> {
  @Override
  public Class<Pad> root() {
    return Pad.class;
  }

  @Override
  public Outcome apply(Match match, Pad op) {
    Optional<Node> producer = match.producer(0, Pad.class);
    if (producer.isEmpty()) {
      return match.refuse("%%%s is not made by a pad", match.operand(0));
    }
    Pad inner = (Pad) producer.get().op();
    if (!isGrowing(inner) || !isGrowing(op) || inner.value() != op.value()) {
      return match.refuse(
          "%%%s and %%%s pad with different or more than constants",
          match.operand(0), match.node().result());
    }
    List<Long> sum =
        IntStream.range(0, op.pads().size())
            .mapToObj(i -> inner.pads().get(i) + op.pads().get(i))
            .toList();
    return match.replace(new Pad(sum, op.mode(), op.value()), producer.get().input());
  }

  private static boolean isGrowing(Pad pad) {
    return pad.mode() == Pad.Mode.CONSTANT && pad.pads().stream().allMatch(p -> p >= 0);
  }
}
