package dev.espalier.passes.fuse;

import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.Transpose;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * A matrix product reads a transposed matrix as it was.
 *
 * <pre>
 *   %t = transpose(%b) {permutation=[1,0]}  |  %y = gemm(%a, %b) {transB=true}
 *   %y = gemm(%a, %t)                       |
 * </pre>
 *
 * <p>Must not happen for operands that are not transposed.
 */
public final class FuseTranspose implements Rule<Gemm> {
  @Override
  public Class<Gemm> root() {
    return Gemm.class;
  }

  @Override
  public Outcome apply(Match match, Gemm op) {
    boolean a = isTransposed(match, 0);
    boolean b = isTransposed(match, 1);
    if (!a && !b) {
      return match.refuse("%%%s has no transposed operand", match.node().result());
    }
    List<String> operands = new ArrayList<>(match.node().operands());
    operands.set(0, a ? input(match, 0) : operands.get(0));
    operands.set(1, b ? input(match, 1) : operands.get(1));
    return match.replace(
        new Gemm(op.transA() ^ a, op.transB() ^ b, op.alpha(), op.beta()), operands);
  }

  private static boolean isTransposed(Match match, int operand) {
    return match
        .producer(operand, Transpose.class)
        .filter(node -> ((Transpose) node.op()).permutation().equals(List.of(1L, 0L)))
        .isPresent();
  }

  private static String input(Match match, int operand) {
    return match.producer(operand, Transpose.class).orElseThrow().input();
  }
}
