package dev.espalier.search.djl;

import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Precision;
import java.util.List;
import java.util.Optional;

/**
 * One operator at work.
 *
 * @param node the operator's node
 * @param operands empty where an optional operand is absent
 * @param results the types of the results, static
 */
record Call(
    Node node, List<Optional<PtNDArray>> operands, List<TensorType> results, Surroundings around) {
  /**
   * What operators of one pass share.
   *
   * @param precision what floats are computed in
   * @param mode which statistics batch normalisations use
   * @param gradients whether what is computed can be differentiated
   * @param constants arrays that outlive the pass
   * @param memo arrays of this pass
   */
  record Surroundings(
      Precision precision, Mode mode, boolean gradients, ArrayCache constants, ArrayCache memo) {}

  boolean has(int operand) {
    return operand < operands.size() && operands.get(operand).isPresent();
  }

  PtNDArray operand(int position) {
    return operands.get(position).orElseThrow();
  }

  /** The first operand. */
  PtNDArray x() {
    return operand(0);
  }

  long[] shape(int operand) {
    return operand(operand).getShape().getShape().clone();
  }

  TensorType operandType(int position) {
    return TensorType.of(ElementType.UNKNOWN, shape(position));
  }

  TensorType result() {
    return results.get(0);
  }

  long[] resultShape() {
    return result().shape();
  }

  DataType type() {
    return x().getDataType();
  }

  ArrayCache constants() {
    return around.constants();
  }

  /** A single number of the first operand's type. */
  PtNDArray scalar(double value) {
    return constants().scalar(value, type());
  }

  PtNDManager manager() {
    return x().getManager();
  }
}
