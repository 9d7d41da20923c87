package dev.espalier.ir.op;

/** Element by element, broadcast: the lesser of a and b. */
public record Min() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return Math.min(a, b);
  }

  @Override
  public long applyToIntegers(long a, long b) {
    return Math.min(a, b);
  }
}
