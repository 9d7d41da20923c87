package dev.espalier.ir.op;

/** Element by element: the hyperbolic tangent. */
public record Tanh() implements Pointwise {
  @Override
  public double apply(double x) {
    return StrictMath.tanh(x);
  }
}
