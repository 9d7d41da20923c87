package dev.espalier.ir.op;

/** Element by element: logical negation. */
public record Not() implements Pointwise {
  @Override
  public double apply(double x) {
    return x == 0 ? 1 : 0;
  }
}
