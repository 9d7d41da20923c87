package dev.espalier.ir.op;

/** Element by element, broadcast: a b. */
public record Mul() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a * b;
  }
}
