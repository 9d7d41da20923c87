package dev.espalier.ir.op;

/** Element by element, broadcast: a to the power b. */
public record Pow() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return StrictMath.pow(a, b);
  }

  @Override
  public long applyToIntegers(long a, long b) {
    if (b < 0) {
      return (long) apply((double) a, (double) b);
    }
    long power = 1;
    long square = a;
    for (long left = b; left > 0; left >>= 1) {
      power *= (left & 1) == 1 ? square : 1;
      square *= square;
    }
    return power;
  }
}
