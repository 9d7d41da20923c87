package dev.espalier.tflite.legalize;

import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Arrays;
import java.util.List;

/**
 * A product of matrices and a sum. Constant matrices are transposed and scaled at compile time.
 *
 * <pre>
 * %y = gemm(%a, %b, %c) {alpha, beta}  |  %p = matmul(%a, alpha %b)
 *                                      |  %y = add(%p, beta %c)
 * </pre>
 */
public final class DecomposeGemm implements Rule<Gemm> {
  @Override
  public Class<Gemm> root() {
    return Gemm.class;
  }

  @Override
  public Outcome apply(Match match, Gemm op) {
    String a = op.transA() ? transposed(match, 0) : match.operand(0);
    String b = right(match, op);
    boolean scale = op.alpha() != 1 && match.constant(1).isEmpty();
    boolean sum = match.node().operand(2).isPresent() && op.beta() != 0;
    if (!scale && !sum) {
      return match.replace(new MatMul(), a, b);
    }
    String product = match.node("product", new MatMul(), a, b);
    if (!sum) {
      return match.replace(new Mul(), product, Numbers.of(match, op.alpha()));
    }
    String scaled =
        scale ? match.node("scaled", new Mul(), product, Numbers.of(match, op.alpha())) : product;
    return match.replace(new Add(), scaled, addend(match, op.beta()));
  }

  private static String right(Match match, Gemm op) {
    if (match.constant(1).isEmpty()) {
      return op.transB() ? transposed(match, 1) : match.operand(1);
    }
    Tensor matrix = match.constant(1).get();
    Tensor upright = op.transB() ? matrix.transpose(1, 0) : matrix;
    return match.constant("matrix", scaled(upright, op.alpha()));
  }

  private static String transposed(Match match, int operand) {
    Transpose swap = new Transpose(List.of(1L, 0L));
    return match.node("transposed", swap, match.operand(operand));
  }

  private static String addend(Match match, double beta) {
    if (match.constant(2).isPresent()) {
      return match.constant("addend", scaled(match.constant(2).get(), beta));
    }
    return beta == 1
        ? match.operand(2)
        : match.node("addend", new Mul(), match.operand(2), Numbers.of(match, beta));
  }

  private static Tensor scaled(Tensor tensor, double factor) {
    if (factor == 1) {
      return tensor;
    }
    double[] factors = new double[(int) tensor.size()];
    Arrays.fill(factors, factor);
    return tensor.reshape(tensor.size()).scale(0, factors).reshape(tensor.shape());
  }
}
