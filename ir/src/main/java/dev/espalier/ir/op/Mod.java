package dev.espalier.ir.op;

/** Element by element, broadcast: the remainder of a / b with the sign of b. */
public record Mod() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a - b * Math.floor(a / b);
  }
}
