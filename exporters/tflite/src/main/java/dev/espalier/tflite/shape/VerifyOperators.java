package dev.espalier.tflite.shape;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

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
    check(model, op -> true);
  }

  /**
   * Verifies those operators whose operands and results have known shapes and element types, and
   * whose sizes are constants where they are operands.
   *
   * @throws TfliteException as {@link #in}
   */
  public static void inKnown(LiteModel model) {
    check(model, op -> isKnown(model, op));
  }

  private static boolean isKnown(LiteModel model, LiteOp op) {
    return Stream.concat(op.inputs().stream(), op.outputs().stream())
            .filter(position -> position != LiteOp.ABSENT)
            .map(model::tensor)
            .allMatch(VerifyOperators::isKnown)
        && op.inputs().stream()
            .filter(position -> position != LiteOp.ABSENT)
            .map(model::tensor)
            .noneMatch(VerifyOperators::mayBeSize);
  }

  /** Values without axes may be of any rank: that is how files say that they do not know it. */
  private static boolean isKnown(LiteTensor tensor) {
    return tensor.isStatic()
        && tensor.element() != ElementType.UNKNOWN
        && (tensor.isConstant() || tensor.rank() > 0);
  }

  /** Whether an operator may be told sizes by a value that is computed. */
  private static boolean mayBeSize(LiteTensor tensor) {
    boolean integer = tensor.element() == ElementType.I32 || tensor.element() == ElementType.I64;
    return integer && !tensor.isConstant();
  }

  private static void check(LiteModel model, Predicate<LiteOp> which) {
    for (int i = 0; i < model.ops().size(); i++) {
      LiteOp op = model.ops().get(i);
      Optional<ShapeRule> rule = ShapeRules.of(op.kind());
      if (rule.isPresent() && which.test(op)) {
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
