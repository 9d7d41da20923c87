package dev.espalier.passes.fuse;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Op;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.List;

/**
 * A product of two matrices, and what is added to it, are one operator.
 *
 * <pre>
 *   %y = mat_mul(%a, %b)  |  %z = gemm(%a, %b, %c)
 *   %z = add(%y, %c)     |
 * </pre>
 *
 * <p>Must not happen when the product or {@code %c} has a rank above 2, {@code %c} broadcasts the
 * result larger, or {@code %y} has another reader or is an output.
 */
public final class FuseGemmBias implements Rule<Add> {
  @Override
  public Class<Add> root() {
    return Add.class;
  }

  @Override
  public Outcome apply(Match match, Add op) {
    for (int i = 0; i < 2; i++) {
      for (Node product : match.producer(i, Op.class).stream().toList()) {
        if (takesSummand(match.graph(), product)
            && fits(match.type(1 - i), match.type(i), match.graph().type(match.node().result()))) {
          return match.replace(
              gemm(product.op()),
              List.of(product.input(), product.operands().get(1), match.operand(1 - i)));
        }
      }
    }
    return match.refuse(
        "%%%s adds to no product of matrices that has no summand and no other reader",
        match.node().result());
  }

  private static boolean takesSummand(Graph graph, Node product) {
    boolean matrices =
        product.op() instanceof Gemm && product.operand(2).isEmpty()
            || product.op() instanceof MatMul
                && product.operands().stream().allMatch(o -> graph.type(o).rank() == 2);
    return matrices
        && graph.isReadOnce(product.result())
        && graph.type(product.result()).element().isFloat();
  }

  private static boolean fits(TensorType summand, TensorType product, TensorType sum) {
    if (summand.rank() > 2 || !sum.equals(product)) {
      return false;
    }
    int shift = product.rank() - summand.rank();
    for (int i = 0; i < summand.rank(); i++) {
      if (!summand.dim(i).is(1) && !summand.dim(i).equals(product.dim(shift + i))) {
        return false;
      }
    }
    return true;
  }

  private static Gemm gemm(Op product) {
    return product instanceof Gemm gemm
        ? new Gemm(gemm.transA(), gemm.transB(), gemm.alpha(), 1)
        : new Gemm(false, false, 1, 1);
  }
}
