package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * TFLite adds cells only: what a negative pad cuts off is cut off by a slice.
 *
 * <pre>
 * %y = pad(%x) {pads=[-1,2]}  |  %c = slice(%x) {axes=[0], starts=[1]}
 *                             |  %y = pad(%c) {pads=[0,2]}
 * </pre>
 *
 * Only for constant pads with a negative one; mirrored and repeated edges are selected by index.
 */
public final class CutNegativePads implements Rule<Pad> {
  @Override
  public Class<Pad> root() {
    return Pad.class;
  }

  @Override
  public Outcome apply(Match match, Pad op) {
    if (op.mode() != Pad.Mode.CONSTANT || op.pads().stream().noneMatch(pad -> pad < 0)) {
      return match.refuse("no constant pad is negative");
    }
    int rank = match.type(0).rank();
    List<Long> axes = LongStream.range(0, rank).boxed().toList();
    List<Long> starts = axes.stream().map(i -> Math.max(0, -op.begin(i.intValue()))).toList();
    List<Long> ends =
        axes.stream()
            .map(i -> match.type(0).shape()[i.intValue()] + Math.min(0, op.end(i.intValue())))
            .toList();
    Slice slice = new Slice(axes, starts, ends, Collections.nCopies(rank, 1L));
    List<Long> pads = op.pads().stream().map(pad -> Math.max(0, pad)).toList();
    String cut = match.node("cut", slice, match.operand(0));
    return match.replace(new Pad(pads, op.mode(), op.value()), cut);
  }
}
