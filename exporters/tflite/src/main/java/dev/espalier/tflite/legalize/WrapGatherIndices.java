package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ArgMax;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Mod;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;

/**
 * TFLite has no negative indices: they are counted from the end first.
 *
 * <pre>
 * %y = gather(%x, %i)   // %x: f32[5]  |  %w = mod(%i, 5)
 *                                      |  %y = gather(%x, %w)
 * </pre>
 *
 * Not for indices that are constant, or remainders of a division by a positive number, or that an
 * arg-max makes.
 */
public final class WrapGatherIndices implements Rule<Gather> {
  @Override
  public Class<Gather> root() {
    return Gather.class;
  }

  @Override
  public Outcome apply(Match match, Gather op) {
    boolean positive = match.producer(1, ArgMax.class).isPresent() || isRemainder(match);
    if (positive || match.constant(1).isPresent()) {
      return match.refuse("%%%s is not negative", match.operand(1));
    }
    double length = match.type(0).dim((int) op.axis()).value();
    String limit = match.constant("length", Tensor.scalar(match.type(1).element(), length));
    String wrapped = match.node("wrapped", new Mod(), match.operand(1), limit);
    return match.replace(op, match.operand(0), wrapped);
  }

  /** Whether the indices are remainders of a division by a positive number. */
  private static boolean isRemainder(Match match) {
    return match
        .producer(1, Mod.class)
        .flatMap(mod -> match.graph().constant(mod, 1))
        .filter(divisor -> Arrays.stream(divisor.toLongs()).allMatch(number -> number > 0))
        .isPresent();
  }
}
