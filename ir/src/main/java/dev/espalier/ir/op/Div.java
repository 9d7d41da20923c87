package dev.espalier.ir.op;

/** Element by element, broadcast: a / b; integers are truncated towards zero. */
public record Div() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a / b;
  }
}
