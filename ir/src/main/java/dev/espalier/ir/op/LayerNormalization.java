package dev.espalier.ir.op;

import dev.espalier.ir.IrException;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * {@code (x - mean) / sqrt(variance + epsilon) * scale + bias} over the axes from {@code axis} on.
 */
public record LayerNormalization(long axis, @Default("1.0E-5") double epsilon) implements Op {
  @Override
  public Arity arity() {
    return Arity.optional(2, "x", "scale", "bias");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    Shapes.axis(axis, x.rank());
    for (int i = 1; i < 3 && in.has(i); i++) {
      TensorType parameter = in.type(i);
      for (int a = 0; a < parameter.rank(); a++) {
        if (!parameter.dim(a).is(1)) {
          int at = x.rank() - parameter.rank() + a;
          if (at < 0) {
            throw new IrException("%s does not broadcast to %s", parameter, x);
          }
          in.equal(parameter.dim(a), x.dim(at), arity().names().get(i));
        }
      }
    }
    return List.of(x);
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (i < axis) {
        ties.same(Axis.in(0, i), Axis.out(i));
      } else {
        ties.pin(Axis.in(0, i), Reason.LAYER_NORM);
        ties.pin(Axis.out(i), Reason.LAYER_NORM);
      }
    }
  }
}
