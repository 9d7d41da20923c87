package dev.espalier.ir.op;

/** Element by element: the nearest integer, ties to even. */
public record Round() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.rint(x);
  }
}
