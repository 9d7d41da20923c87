package dev.espalier.passes.channels;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Op;
import java.util.List;

/** What known positions of an axis contribute to a product with a constant matrix. */
final class KnownProduct {
  private KnownProduct() {}

  /**
   * The contribution [1,...,N] to one sample of the result; or [M,N], to all of it, where the
   * operand is a transposed matrix [K,M].
   *
   * @param x the channels of the operand, counted by its last axis or, if it is transposed, the
   *     first
   * @param type of the operand, static but for its samples
   * @param positions of that axis, all of known channels
   * @param matrix [K,N]
   */
  static Tensor of(Channels x, TensorType type, List<Integer> positions, Tensor matrix) {
    int axis = x.axes().get(0);
    Tensor[] parts =
        positions.stream()
            .map(
                p ->
                    KnownChannels.expanded(x.at(p / x.repeat()), type, x)
                        .select(axis, p % x.repeat()))
            .toArray(Tensor[]::new);
    Tensor known = parts.length == 1 ? parts[0] : Flow.evaluate(new Concat(axis), parts);
    int[] rows = positions.stream().mapToInt(Integer::intValue).toArray();
    Op product = axis == 0 ? new Gemm(true, false, 1, 1) : new MatMul();
    return Flow.evaluate(product, known, matrix.select(0, rows));
  }
}
