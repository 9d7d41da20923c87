package dev.espalier.ir.op;

/** Element by element, broadcast: whether both hold. */
public record And() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a != 0 && b != 0 ? 1 : 0;
  }

  @Override
  public boolean isPredicate() {
    return true;
  }
}
