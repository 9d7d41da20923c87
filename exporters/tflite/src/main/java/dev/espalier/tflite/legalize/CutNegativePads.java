package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Slice;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * TFLite adds cells only: what a negative pad cuts off is cut off by a slice.
 *
 * <pre>
 * %y = pad(%x) {pads=[-1,2]}  |  %c = slice(%x) {axes=[0], starts=[1]}
 *                             |  %y = pad(%c) {pads=[0,2]}
 * </pre>
 *
 * Where nothing of x is left, the result is a constant. Only for constant pads with a negative one;
 * mirrored and repeated edges are selected by index.
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
    long[] from = match.type(0).shape();
    long[] to = match.graph().type(match.node().result()).shape();
    List<Kept> kept =
        IntStream.range(0, from.length)
            .mapToObj(i -> Kept.of(from[i], op.begin(i), to[i]))
            .toList();
    if (kept.stream().anyMatch(axis -> axis.count() == 0)) {
      Tensor filled = Tensor.filled(match.type(0).element(), to, op.value());
      return match.forward(match.constant("filled", filled));
    }
    Slice slice =
        new Slice(
            LongStream.range(0, from.length).boxed().toList(),
            kept.stream().map(Kept::start).toList(),
            kept.stream().map(axis -> axis.start() + axis.count()).toList(),
            Collections.nCopies(from.length, 1L));
    List<Long> pads = new ArrayList<>(kept.stream().map(Kept::before).toList());
    kept.forEach(axis -> pads.add(axis.behind()));
    String cut = match.node("cut", slice, match.operand(0));
    return match.replace(new Pad(pads, op.mode(), op.value()), cut);
  }

  /** What of an axis stays, and the cells added around it. */
  private record Kept(long start, long count, long before, long behind) {
    static Kept of(long length, long begin, long result) {
      long before = Math.min(Math.max(begin, 0), result);
      long end = Math.max(before, Math.min(result, length + begin));
      return new Kept(before - begin, end - before, before, result - end);
    }
  }
}
