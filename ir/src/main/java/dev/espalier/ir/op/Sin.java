package dev.espalier.ir.op;

/** Element by element: sin(x). */
public record Sin() implements Pointwise {
  @Override
  public double apply(double x) {
    return StrictMath.sin(x);
  }
}
