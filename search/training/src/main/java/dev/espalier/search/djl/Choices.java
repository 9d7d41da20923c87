package dev.espalier.search.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import java.util.function.Function;

/**
 * The values of choices. With the Gumbel noise G and {@code p = softmax((logits + G) / t)} the
 * value is that of the branch with the greatest p, and the gradient that of {@code sum p_k
 * branch_k}: the straight-through estimator. A branch that is not computed is replaced by the
 * baseline, in the gradient of its p only.
 */
final class Choices {
  private Choices() {}

  static PtNDArray merge(
      Decision decision, Function<String, PtNDArray> values, Call.Surroundings around) {
    ChoicePoint choice = decision.choice();
    PtNDArray chosen = values.apply(choice.branch(decision.chosen()));
    if (!decision.isSampled() || !around.gradients()) {
      return chosen;
    }
    PtNDArray h = shares(decision, values.apply(choice.logits()), chosen.getDataType(), around);
    PtNDArray sum = null;
    for (int branch : decision.computed()) {
      PtNDArray value = values.apply(choice.branch(branch));
      PtNDArray term = JniUtils.mul(value, share(decision, branch, h));
      sum = sum == null ? term : JniUtils.add(sum, term);
    }
    return sum;
  }

  /** One-hot, with the gradient of the softmax: {@code hard + (p - p without gradient)}. */
  private static PtNDArray shares(
      Decision decision, PtNDArray logits, DataType type, Call.Surroundings around) {
    double[] oneHot = new double[decision.choice().branches()];
    oneHot[decision.chosen()] = 1;
    double[] noise = decision.noise().stream().mapToDouble(Double::doubleValue).toArray();
    PtNDArray noisy = JniUtils.add(logits, array(logits, noise));
    PtNDArray scaled = JniUtils.div(noisy, around.constants().scalar(decision.temperature(), type));
    PtNDArray soft = JniUtils.softmax(scaled, 0, type);
    PtNDArray still = JniUtils.sub(soft, JniUtils.detachGradient(soft));
    return JniUtils.add(array(logits, oneHot), still);
  }

  private static PtNDArray array(PtNDArray like, double... values) {
    ElementType element =
        like.getDataType() == DataType.FLOAT64 ? ElementType.F64 : ElementType.F32;
    Tensor tensor = Tensor.of(element, new long[] {values.length}, values);
    return (PtNDArray) Tensors.toArray(like.getManager(), tensor);
  }

  /** The share of a branch; the baseline also takes those of the branches not computed. */
  private static PtNDArray share(Decision decision, int branch, PtNDArray h) {
    double[] taken = new double[decision.choice().branches()];
    for (int k = 0; k < taken.length; k++) {
      boolean replaced = branch == decision.baseline() && !decision.computed().contains(k);
      taken[k] = k == branch || replaced ? 1 : 0;
    }
    PtNDArray weights = array(h, taken);
    return JniUtils.sum(JniUtils.mul(h, weights));
  }
}
