package dev.espalier.ir.op;

/** Element by element: log(1 + exp(x)). */
public record Softplus() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
