package dev.espalier.tflite.legalize;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.ir.op.Sub;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;
import java.util.stream.LongStream;

/**
 * The last of equal elements is the first one from behind.
 *
 * <pre>
 * %y = arg_max(%x) {axis=1, selectLast}  |  %r = index_select(%x) {axis=1, indices=[n-1,...,0]}
 *                                        |  %y = sub(n-1, arg_max(%r) {axis=1})
 * </pre>
 */
public final class ReplaceLastArgMax implements Rule<ArgMax> {
  @Override
  public Class<ArgMax> root() {
    return ArgMax.class;
  }

  @Override
  public Outcome apply(Match match, ArgMax op) {
    if (!op.selectLast()) {
      return match.refuse("the first one is asked for");
    }
    long last = match.type(0).dim((int) op.axis()).value() - 1;
    List<Long> backwards = LongStream.rangeClosed(0, last).map(i -> last - i).boxed().toList();
    String flipped = match.node("flipped", new IndexSelect(op.axis(), backwards), match.operand(0));
    String index = match.node("index", new ArgMax(op.axis(), op.keepDims(), false), flipped);
    String end = match.constant("end", Tensor.scalar(ElementType.I64, (double) last));
    return match.replace(new Sub(), end, index);
  }
}
