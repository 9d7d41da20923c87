package dev.espalier.passes.fuse;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Clip;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * The minimum or maximum with a constant scalar is a clip.
 *
 * <pre>
 *   %y = min(%x, 6)  |  %y = clip(%x) {min=-inf, max=6}
 * </pre>
 *
 * <p>Must not happen when the constant has several elements or broadcasts the result to a higher
 * rank, or for integers, which have no infinite bounds.
 */
public final class FoldMinMax implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Min || op instanceof Max;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Optional<Integer> variable = Absorb.variable(match);
    if (variable.isEmpty()) {
      return match.refuse("%%%s has no constant bound", match.node().result());
    }
    Tensor bound = match.constant(1 - variable.get()).orElseThrow();
    boolean larger = bound.rank() > match.type(variable.get()).rank();
    if (bound.size() != 1 || larger || !bound.element().isFloat()) {
      return match.refuse("%%%s is not a scalar bound", match.operand(1 - variable.get()));
    }
    Clip clip =
        op instanceof Min
            ? new Clip(Double.NEGATIVE_INFINITY, bound.scalar())
            : new Clip(bound.scalar(), Double.POSITIVE_INFINITY);
    return match.replace(clip, match.operand(variable.get()));
  }
}
