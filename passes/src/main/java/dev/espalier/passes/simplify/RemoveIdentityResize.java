package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Resize;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a resize to the size a value already has.
 *
 * <pre>
 * %r = resize(%a) {axes=[2,3], sizes=[H,W], mode=linear}  // %a: f32[N,8,H,W]
 * %y = relu(%r)                                            |  %y = relu(%a)
 * </pre>
 *
 * At scale 1 every mode reads position i exactly, except {@code tf_half_pixel_for_nn}, which reads
 * i + 1/2. Stays in that mode, if a scale is not 1 (1.01 may keep the size, but moves the
 * elements), and if the dims are not provably equal.
 */
public final class RemoveIdentityResize implements Rule<Resize> {
  @Override
  public Class<Resize> root() {
    return Resize.class;
  }

  @Override
  public Outcome apply(Match match, Resize op) {
    if (op.coordinates() == Resize.Coordinates.TF_HALF_PIXEL_FOR_NN) {
      return match.refuse("%%%s reads between elements", match.node().result());
    }
    if (op.scales().stream().anyMatch(scale -> scale != 1)) {
      return match.refuse("%%%s is scaled by %s", match.operand(0), op.scales());
    }
    return Forward.ifSameType(match, match.operand(0));
  }
}
