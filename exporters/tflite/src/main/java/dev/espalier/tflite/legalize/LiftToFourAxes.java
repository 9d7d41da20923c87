package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.layout.LeadingAxes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * GPUs pad values of four axes, and slice those of three or four.
 *
 * <pre>
 * %y = pad(%x) {pads=[0,1,0,1]}   // f32[8,9]
 *   |  %y = reshape(pad(reshape(%x)) {pads=[0,0,0,1,0,0,0,1]})   // f32[1,1,8,9]
 * </pre>
 */
public final class LiftToFourAxes implements Rule<Op> {
  @Override
  public Class<Op> root() {
    return Op.class;
  }

  @Override
  public Outcome apply(Match match, Op op) {
    int rank = match.node().operands().isEmpty() ? 4 : match.type(0).rank();
    boolean narrow = op instanceof Pad && rank < 4 || op instanceof Slice && rank < 3;
    if (!narrow) {
      return match.refuse("%s is wide enough", op.mnemonic());
    }
    int added = 4 - rank;
    long[] shape = LeadingAxes.add(4, match.type(0).shape());
    String x = match.node("wide", Reshape.to(shape), match.operand(0));
    String y = match.node("result", widened(op, added), x);
    return match.replace(Reshape.to(match.graph().type(match.node().result()).shape()), y);
  }

  private static Op widened(Op op, int added) {
    if (op instanceof Slice slice) {
      List<Long> axes = slice.axes().stream().map(axis -> axis + added).toList();
      return new Slice(axes, slice.starts(), slice.ends(), slice.steps());
    }
    Pad pad = (Pad) op;
    int rank = pad.pads().size() / 2;
    List<Long> pads = new ArrayList<>(Collections.nCopies(added, 0L));
    pads.addAll(pad.pads().subList(0, rank));
    pads.addAll(Collections.nCopies(added, 0L));
    pads.addAll(pad.pads().subList(rank, 2 * rank));
    return new Pad(pads, pad.mode(), pad.value());
  }
}
