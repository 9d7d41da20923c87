package dev.espalier.tflite.gpu;

import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.LiteModel;

/**
 * A graph that breaks one rule, and one as near as can be that breaks none.
 *
 * @param level at which the first breaks the rule
 */
record RuleExample(Rule rule, Level level, String what, LiteModel broken, LiteModel fine) {
  static RuleExample of(Rule rule, String what, LiteModel broken, LiteModel fine) {
    return new RuleExample(rule, rule.level(), what, broken, fine);
  }

  RuleExample at(Level other) {
    return new RuleExample(rule, other, what, broken, fine);
  }

  @Override
  public String toString() {
    return rule.id() + ": " + what;
  }
}
