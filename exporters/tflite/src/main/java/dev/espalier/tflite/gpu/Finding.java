package dev.espalier.tflite.gpu;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;

/**
 * A rule that an operator breaks.
 *
 * @param found what the operator has
 * @param remedy what to do
 */
record Finding(Rule rule, Level level, String found, String remedy) {
  Finding at(Level other) {
    return new Finding(rule, other, found, remedy);
  }

  Finding withRemedy(String other) {
    return new Finding(rule, level, found, other);
  }

  /** With another remedy than the rule's, unless it has one already. */
  Finding orRemedy(String other) {
    return remedy.equals(rule.remedy()) ? withRemedy(other) : this;
  }

  boolean isTrap() {
    return rule.kind() == Rule.Kind.TRAP && level == Level.ERROR;
  }

  Lint lint(String node) {
    return new Lint(rule.id(), level, node, found + ": " + rule.meaning() + "; " + remedy);
  }
}
