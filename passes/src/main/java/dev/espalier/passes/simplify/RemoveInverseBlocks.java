package dev.espalier.passes.simplify;

import dev.espalier.ir.Node;
import dev.espalier.ir.op.DepthToSpace;
import dev.espalier.ir.op.SpaceToDepth;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Space moved to depth and back again.
 *
 * <pre>
 * %s = space_to_depth(%a) {block=2}
 * %d = depth_to_space(%s) {block=2}
 * %y = relu(%d)                      |  %y = relu(%a)
 * </pre>
 *
 * Not if the blocks differ or the order of channels does ({@code columnFirst}).
 */
public final class RemoveInverseBlocks implements Rule<DepthToSpace> {
  @Override
  public Class<DepthToSpace> root() {
    return DepthToSpace.class;
  }

  @Override
  public Outcome apply(Match match, DepthToSpace op) {
    Optional<Node> inner = match.producer(0, SpaceToDepth.class);
    if (inner.isEmpty() || op.columnFirst()) {
      return match.refuse("%%%s is not the inverse", match.operand(0));
    }
    if (((SpaceToDepth) inner.get().op()).block() != op.block()) {
      return match.refuse("%%%s has blocks of another size", match.operand(0));
    }
    return Forward.ifSameType(match, inner.get().input());
  }
}
