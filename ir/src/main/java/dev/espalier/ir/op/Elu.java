package dev.espalier.ir.op;

/** Element by element: x for x above 0, otherwise {@code alpha (exp(x) - 1)}. */
public record Elu(double alpha) implements Pointwise {
  @Override
  public double apply(double x) {
    return x > 0 ? x : alpha * StrictMath.expm1(x);
  }
}
