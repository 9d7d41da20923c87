package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * TFLite's operator takes the channels of a block from distant places; those of this form are next
 * to each other and are put there first.
 *
 * <pre>
 * %y = depth_to_space(%x) {block=2, columnFirst}  |  %s = index_select(%x) {axis=1, ...}
 *                                                 |  %y = depth_to_space(%s) {block=2}
 * </pre>
 */
public final class ReplaceColumnFirstDepthToSpace implements Rule<DepthToSpace> {
  @Override
  public Class<DepthToSpace> root() {
    return DepthToSpace.class;
  }

  @Override
  public Outcome apply(Match match, DepthToSpace op) {
    if (!op.columnFirst()) {
      return match.refuse("the channels are in order");
    }
    long cells = op.block() * op.block();
    long channels = match.type(0).dim(1).value() / cells;
    List<Long> order = new ArrayList<>();
    for (long cell = 0; cell < cells; cell++) {
      for (long c = 0; c < channels; c++) {
        order.add(c * cells + cell);
      }
    }
    String sorted = match.node("sorted", new IndexSelect(1, order), match.operand(0));
    return match.replace(new DepthToSpace(op.block(), false), sorted);
  }
}
