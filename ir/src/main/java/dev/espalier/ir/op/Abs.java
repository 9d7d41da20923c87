package dev.espalier.ir.op;

/** Element by element: |x|. */
public record Abs() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.abs(x);
  }

  @Override
  public long applyToIntegers(long x) {
    return Math.abs(x);
  }
}
