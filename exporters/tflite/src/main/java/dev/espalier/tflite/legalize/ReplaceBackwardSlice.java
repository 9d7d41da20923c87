package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * A slice that walks backwards is selected by index.
 *
 * <pre>
 * %y = slice(%x) {axes=[0], starts=[2], ends=[-4], steps=[-1]}   // %x: f32[3]
 *   |  %y = index_select(%x) {axis=0, indices=[2,1,0]}
 * </pre>
 *
 * Not when all steps are positive.
 */
public final class ReplaceBackwardSlice implements Rule<Slice> {
  @Override
  public Class<Slice> root() {
    return Slice.class;
  }

  @Override
  public Outcome apply(Match match, Slice op) {
    if (op.steps().stream().allMatch(step -> step > 0)) {
      return match.refuse("all steps are positive");
    }
    String x = match.operand(0);
    long[] shape = match.type(0).shape();
    for (int k = 0; k < op.axes().size(); k++) {
      int axis = op.axes().get(k).intValue();
      List<Long> positions = op.positions(k, shape[axis]);
      x = match.node("selected", new IndexSelect(axis, positions), x);
    }
    return match.forward(x);
  }
}
