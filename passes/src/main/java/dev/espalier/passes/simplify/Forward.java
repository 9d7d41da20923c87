package dev.espalier.passes.simplify;

import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;

/** What many rules do in the end: readers of the root read another value. */
final class Forward {
  private Forward() {}

  /** Forwards to a value that is provably of the root's type; otherwise refuses. */
  static Outcome ifSameType(Match match, String value) {
    String result = match.node().result();
    if (!match.graph().type(value).equals(match.graph().type(result))) {
      return match.refuse(
          "%%%s is %s but %%%s is %s",
          value, match.graph().type(value), result, match.graph().type(result));
    }
    return match.forward(value);
  }
}
