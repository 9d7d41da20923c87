package dev.espalier.ir.op;

/** Element by element: exp(x). */
public record Exp() implements Pointwise {
  @Override
  public double apply(double x) {
    return StrictMath.exp(x);
  }
}
