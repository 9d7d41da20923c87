package dev.espalier.ir.op;

/** Element by element, broadcast: a b. */
public record Mul() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a * b;
  }

  @Override
  public long applyToIntegers(long a, long b) {
    return a * b;
  }
}
