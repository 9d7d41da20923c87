package dev.espalier.ir.op;

/** Element by element: the square root. */
public record Sqrt() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.sqrt(x);
  }
}
