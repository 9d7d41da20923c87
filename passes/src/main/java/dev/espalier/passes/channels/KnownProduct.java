package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.MatMul;
import java.util.List;

/** What known positions of the last axis contribute to a product with a constant matrix. */
final class KnownProduct {
  private KnownProduct() {}

  /**
   * The contribution [1,...,N] to one sample of the result.
   *
   * @param x the channels of the operand, which its last axis counts
   * @param type of the operand, static but for its samples
   * @param positions of the last axis, all of known channels
   * @param matrix [K,N]
   */
  static Tensor of(Channels x, TensorType type, List<Integer> positions, Tensor matrix) {
    int axis = type.rank() - 1;
    Tensor[] parts =
        positions.stream()
            .map(
                p ->
                    KnownChannels.expanded(x.at(p / x.repeat()), type, x)
                        .select(axis, p % x.repeat()))
            .toArray(Tensor[]::new);
    Tensor known = parts.length == 1 ? parts[0] : Flow.evaluate(new Concat(axis), parts);
    int[] rows = positions.stream().mapToInt(Integer::intValue).toArray();
    return Flow.evaluate(new MatMul(), known, matrix.select(0, rows));
  }
}
