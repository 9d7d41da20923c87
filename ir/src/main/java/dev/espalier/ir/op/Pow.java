package dev.espalier.ir.op;

/** Element by element, broadcast: a to the power b. */
public record Pow() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return StrictMath.pow(a, b);
  }
}
