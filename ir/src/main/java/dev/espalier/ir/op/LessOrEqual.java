package dev.espalier.ir.op;

/** Element by element, broadcast: whether a is at most b. */
public record LessOrEqual() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a <= b ? 1 : 0;
  }

  @Override
  public long applyToIntegers(long a, long b) {
    return a <= b ? 1 : 0;
  }

  @Override
  public boolean isPredicate() {
    return true;
  }
}
