package dev.espalier.passes;

import dev.espalier.ir.op.Op;

/**
 * A local change, found by looking at one node and its neighbours. A rule gives the root's results
 * a new definition of equal value; the nodes nobody reads any more are dropped by the driver.
 *
 * @param <O> the operator of the node that triggers the rule
 */
public interface Rule<O extends Op> {
  /** The type of the operators it starts from. */
  Class<O> root();

  /** Whether it starts from an operator of that type; some rules are for a few of a family. */
  default boolean startsFrom(O op) {
    return true;
  }

  /** The replacement, or a refusal that says why the rule does not apply here. */
  Outcome apply(Match match, O op);

  /** The name in reports and messages: {@code FuseBatchNorm} is {@code fuse-batch-norm}. */
  default String name() {
    return Names.kebab(getClass());
  }
}
