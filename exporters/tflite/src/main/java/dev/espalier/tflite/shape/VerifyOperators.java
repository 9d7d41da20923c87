package dev.espalier.tflite.shape;

import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import java.util.List;
import java.util.Optional;

/**
 * Verifies that operands, attributes and results of operators fit together. TFLite computes shapes
 * itself, but trusts much of what it computes them from: a stride of 0, or channels that are no
 * multiple of a filter's, end the process. Sizes known only at run time count as 1.
 */
public final class VerifyOperators {
  private VerifyOperators() {}

  /**
   * Verifies all operators whose rules are known.
   *
   * @throws TfliteException naming the first operator whose operands, attributes or results do not
   *     fit together
   */
  public static void in(LiteModel model) {
    for (int i = 0; i < model.ops().size(); i++) {
      LiteOp op = model.ops().get(i);
      Optional<ShapeRule> rule = ShapeRules.of(op.kind());
      if (rule.isPresent()) {
        check(new Use(model, op, i), rule.get());
      }
    }
  }

  /** The first operator whose rules are not known; custom ones are nobody's but their owner's. */
  public static Optional<LiteOp> unknown(LiteModel model) {
    return model.ops().stream().filter(op -> ShapeRules.of(op.kind()).isEmpty()).findFirst();
  }

  private static void check(Use use, ShapeRule rule) {
    List<List<Integer>> shapes = rule.results(use);
    List<List<Integer>> operands = use.shapes();
    use.require(
        KernelRanks.take(use.op().kind(), operands),
        "operands "
            + operands
            + " of more axes than "
            + KernelRanks.most(use.op().kind(), operands));
    List<Integer> outputs = use.op().outputs();
    use.require(
        outputs.size() == shapes.size(),
        "it has " + outputs.size() + " outputs instead of " + shapes.size());
    for (int i = 0; i < outputs.size(); i++) {
      List<Integer> stated = use.model().tensor(outputs.get(i)).shape();
      use.require(
          stated.equals(shapes.get(i)),
          "output " + i + " has the shape " + stated + " instead of " + shapes.get(i));
    }
  }
}
