package dev.espalier.tflite.gpu;

import dev.espalier.tflite.LintRule;
import dev.espalier.tflite.model.LiteModel;
import java.util.Arrays;
import java.util.List;

/**
 * What the GPU delegate of phones would do with a TFLite graph: which operators it takes, and which
 * of those it computes wrongly. The delegate is described by a table of operators; nothing here was
 * measured on a phone. Any graph can be asked about, also one that is not made for the GPU.
 */
public final class GpuRules {
  private static final OperatorTable TABLE = OperatorTable.bundled();

  private GpuRules() {}

  /** All rules over all operators of a graph. */
  public static GpuVerdict check(LiteModel model) {
    return new Run(TABLE, model).verdict();
  }

  /** What the lints of verdicts are about. */
  public static List<LintRule> all() {
    return Arrays.stream(Rule.values())
        .map(rule -> new LintRule(rule.id(), rule.level(), rule.meaning(), rule.remedy()))
        .toList();
  }
}
