package dev.espalier.ir.op;

import dev.espalier.ir.TensorType;
import java.util.List;

/** As batch normalisation, with the statistics of each channel of each sample of x [N,C,...]. */
public record InstanceNormalization(@Default("1.0E-5") double epsilon) implements Op {
  @Override
  public Arity arity() {
    return Arity.of("x", "scale", "bias");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.atLeast(3, 0);
    in.equal(in.exactly(1, 1).dim(0), x.dim(1), "scale");
    in.equal(in.exactly(1, 2).dim(0), x.dim(1), "bias");
    return List.of(x);
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.same(Axis.in(0, 1), Axis.out(1));
    ties.same(Axis.in(1, 0), Axis.out(1));
    ties.same(Axis.in(2, 0), Axis.out(1));
  }
}
