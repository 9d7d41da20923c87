package dev.espalier.ir.op;

/** Element by element: cos(x). */
public record Cos() implements Pointwise {
  @Override
  public double apply(double x) {
    return StrictMath.cos(x);
  }
}
