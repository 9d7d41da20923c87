package dev.espalier.ir.op;

/** Element by element, broadcast: the greater of a and b. */
public record Max() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return Math.max(a, b);
  }

  @Override
  public long applyToIntegers(long a, long b) {
    return Math.max(a, b);
  }
}
