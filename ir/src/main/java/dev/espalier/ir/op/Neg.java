package dev.espalier.ir.op;

/** Element by element: -x. */
public record Neg() implements Pointwise {
  @Override
  public double apply(double x) {
    return -x;
  }

  @Override
  public long applyToIntegers(long x) {
    return -x;
  }
}
