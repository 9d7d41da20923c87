package dev.espalier.ir.op;

/** Element by element: the greatest integer not above x. */
public record Floor() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.floor(x);
  }
}
