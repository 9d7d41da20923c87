package dev.espalier.tflite.legalize;

import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Mul;
import dev.espalier.passes.Match;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Rule;
import java.util.Optional;

/**
 * What is scaled down after a product is scaled down before: sums of unscaled products, such as the
 * scores of an attention, may be more than half precision can hold.
 *
 * <pre>
 * %p = mat_mul(%a, %b)  |  %s = mul(%a, 0.25)
 * %y = mul(%p, 0.25)    |  %y = mat_mul(%s, %b)
 * </pre>
 *
 * Not where a matrix is constant, nor where the product has other readers.
 */
public final class ScaleBeforeProduct implements Rule<Elementwise> {
  @Override
  public Class<Elementwise> root() {
    return Elementwise.class;
  }

  @Override
  public boolean startsFrom(Elementwise op) {
    return op instanceof Mul || op instanceof Div;
  }

  @Override
  public Outcome apply(Match match, Elementwise op) {
    Optional<Node> product = match.producer(0, MatMul.class);
    Optional<Tensor> number = match.constant(1).filter(constant -> constant.size() == 1);
    int rank = match.graph().type(match.node().result()).rank();
    if (product.isEmpty() || number.isEmpty() || rank > match.type(0).rank()) {
      return match.refuse("no product by a number");
    }
    if (!match.graph().isReadOnce(match.operand(0)) || hasConstant(match, product.get())) {
      return match.refuse("%%%s has other readers, or a constant matrix", match.operand(0));
    }
    double size = Math.abs(number.get().scalar());
    if (op instanceof Mul ? size >= 1 : size <= 1) {
      return match.refuse("%%%s is not scaled down", match.operand(0));
    }
    String left = product.get().operand(0).orElseThrow();
    String scalar = match.constant("scale", number.get().reshape());
    String scaled = match.node("scaled", op, left, scalar);
    return match.replace(product.get().op(), scaled, product.get().operand(1).orElseThrow());
  }

  private static boolean hasConstant(Match match, Node product) {
    return match.graph().constant(product, 0).isPresent()
        || match.graph().constant(product, 1).isPresent();
  }
}
