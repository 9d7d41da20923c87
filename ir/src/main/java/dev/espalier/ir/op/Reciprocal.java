package dev.espalier.ir.op;

/** Element by element: 1 / x. */
public record Reciprocal() implements Pointwise {
  @Override
  public double apply(double x) {
    return 1 / x;
  }
}
