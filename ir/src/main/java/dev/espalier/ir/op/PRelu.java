package dev.espalier.ir.op;

/** Element by element, broadcast: a for a above 0, otherwise a b; b is the slope. */
public record PRelu() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a < 0 ? a * b : a;
  }
}
