package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Pad;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Edges that are repeated or mirrored with pads that TFLite does not take are selected by index.
 *
 * <pre>
 * %y = pad(%x) {pads=[1,1], mode=edge}   // %x: f32[3]
 *   |  %y = index_select(%x) {axis=0, indices=[0,0,1,2,2]}
 * </pre>
 *
 * Not for constant pads, and not for mirrored ones from 0 to less than the axis's size.
 */
public final class ReplacePadByIndexSelect implements Rule<Pad> {
  @Override
  public Class<Pad> root() {
    return Pad.class;
  }

  @Override
  public Outcome apply(Match match, Pad op) {
    long[] shape = match.type(0).shape();
    if (op.mode() == Pad.Mode.CONSTANT || op.mode() == Pad.Mode.REFLECT && mirrors(op, shape)) {
      return match.refuse("TFLite's operator does this");
    }
    String x = match.operand(0);
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

  /** Whether TFLite mirrors as far: each side by less than the size. */
  private static boolean mirrors(Pad op, long... shape) {
    return IntStream.range(0, 2 * shape.length)
        .allMatch(i -> 0 <= op.pads().get(i) && op.pads().get(i) < shape[i % shape.length]);
  }

  private static long edge(long index, long length) {
    return Math.max(0, Math.min(length - 1, index));
  }

  /** There and back again, as often as it takes. */
  private static long mirrored(long index, long length) {
    if (length == 1) {
      return 0;
    }
    long last = length - 1;
    long position = Math.floorMod(index, 2 * last);
    return Math.min(position, 2 * last - position);
  }
}
