package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Pad;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Edges that are repeated or mirrored with pads that TFLite does not take are selected by index.
 *
 * <pre>
 * %y = pad(%x) {pads=[1,1], mode=edge}   // %x: f32[3]
 *   |  %y = index_select(%x) {axis=0, indices=[0,0,1,2,2]}
 * </pre>
 *
 * Not for constant pads, and not for mirrored ones that are not negative.
 */
public final class ReplacePadByIndexSelect implements Rule<Pad> {
  @Override
  public Class<Pad> root() {
    return Pad.class;
  }

  @Override
  public Outcome apply(Match match, Pad op) {
    boolean negative = op.pads().stream().anyMatch(pad -> pad < 0);
    if (op.mode() == Pad.Mode.CONSTANT || op.mode() == Pad.Mode.REFLECT && !negative) {
      return match.refuse("TFLite's operator does this");
    }
    String x = match.operand(0);
    long[] shape = match.type(0).shape();
    for (int axis = 0; axis < shape.length; axis++) {
      if (op.begin(axis) != 0 || op.end(axis) != 0) {
        long length = shape[axis];
        List<Long> indices =
            LongStream.range(-op.begin(axis), length + op.end(axis))
                .map(i -> op.mode() == Pad.Mode.EDGE ? edge(i, length) : mirrored(i, length))
                .boxed()
                .toList();
        x = match.node("padded", new IndexSelect(axis, indices), x);
      }
    }
    return match.forward(x);
  }

  private static long edge(long index, long length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  private static long mirrored(long index, long length) {
    long positive = Math.abs(index);
    return positive < length ? positive : 2 * (length - 1) - positive;
  }
}
