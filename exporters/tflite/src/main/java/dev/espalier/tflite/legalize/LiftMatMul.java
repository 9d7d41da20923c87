package dev.espalier.tflite.legalize;

import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Reshape;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import dev.espalier.tflite.layout.LeadingAxes;

/**
 * Vectors become matrices; GPUs also want products of computed operands with four axes.
 *
 * <pre>
 * %y = matmul(%a, %b)   // f32[8,5,4], f32[8,4,3]
 *   |  %y = reshape(matmul(reshape(%a), reshape(%b)))   // f32[1,8,5,4], f32[1,8,4,3]
 * </pre>
 */
public final class LiftMatMul implements Rule<MatMul> {
  private final boolean fourAxes;

  public LiftMatMul(boolean fourAxes) {
    this.fourAxes = fourAxes;
  }

  @Override
  public Class<MatMul> root() {
    return MatMul.class;
  }

  @Override
  public Outcome apply(Match match, MatMul op) {
    int left = match.type(0).rank();
    int right = match.type(1).rank();
    boolean vectors = left == 1 || right == 1;
    boolean connected =
        match.constant(0).isPresent() && left == 2 || match.constant(1).isPresent() && right == 2;
    boolean lift = fourAxes && !connected && Math.max(left, right) < 4;
    if (!vectors && !lift) {
      return match.refuse("the target takes this product");
    }
    int rank = lift ? 4 : 2;
    String a = lifted(match, 0, rank, false);
    String b = lifted(match, 1, rank, true);
    String product = match.node("product", new MatMul(), a, b);
    long[] shape = match.graph().type(match.node().result()).shape();
    return match.replace(Reshape.to(shape), product);
  }

  /** A vector is a row of the left matrix and a column of the right one. */
  private static String lifted(Match match, int operand, int rank, boolean column) {
    long[] own = match.type(operand).shape();
    long[] matrix = own.length > 1 ? own : column ? new long[] {own[0], 1} : new long[] {1, own[0]};
    long[] shape = LeadingAxes.add(Math.max(rank, matrix.length), matrix);
    return shape.length == own.length
        ? match.operand(operand)
        : Operand.reshaped(match, "lifted", operand, shape);
  }
}
