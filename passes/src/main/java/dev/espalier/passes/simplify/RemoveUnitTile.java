package dev.espalier.passes.simplify;

import dev.espalier.ir.op.Tile;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;

/**
 * Drops a tile that repeats everything once.
 *
 * <pre>
 * %t = tile(%a) {repeats=[1,1]}
 * %y = relu(%t)                  |  %y = relu(%a)
 * </pre>
 */
public final class RemoveUnitTile implements Rule<Tile> {
  @Override
  public Class<Tile> root() {
    return Tile.class;
  }

  @Override
  public Outcome apply(Match match, Tile op) {
    if (op.repeats().stream().anyMatch(r -> r != 1)) {
      return match.refuse("%%%s is repeated %s times", match.operand(0), op.repeats());
    }
    return match.forward(match.operand(0));
  }
}
