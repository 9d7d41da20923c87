package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Expand;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * Weights that are one number over and over are stored element by element, as TFLite's kernels want
 * weights to be constants.
 *
 * <pre>
 * %w = expand([0.1]) {shape=[8,3,3,3]}  |  %w = f32[8,3,3,3]#fill(0.1)
 * </pre>
 *
 * Not for results of more than {@value #MOST} elements.
 */
public final class FillConstants implements Rule<Expand> {
  static final long MOST = 1 << 28;

  @Override
  public Class<Expand> root() {
    return Expand.class;
  }

  @Override
  public Outcome apply(Match match, Expand op) {
    Optional<Tensor> number = match.constant(0).filter(constant -> constant.size() == 1);
    String result = match.node().result();
    TensorType type = match.graph().type(result);
    if (number.isEmpty()) {
      return match.refuse("%%%s is no constant of one element", match.operand(0));
    } else if (match.graph().isOutput(result)) {
      return match.refuse("%%%s is an output", result);
    } else if (!type.isStatic() || type.elements().value() > MOST) {
      return match.refuse("%%%s has %s elements", result, type.elements());
    }
    Tensor filled = Tensor.filled(type.element(), type.shape(), number.get().at(0));
    return match.forward(match.constant("filled", filled));
  }
}
