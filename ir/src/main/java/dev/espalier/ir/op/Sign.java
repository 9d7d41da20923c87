package dev.espalier.ir.op;

/** Element by element: -1, 0 or 1. */
public record Sign() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.signum(x);
  }
}
