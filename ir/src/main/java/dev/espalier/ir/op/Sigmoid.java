package dev.espalier.ir.op;

/** Element by element: 1 / (1 + exp(-x)). */
public record Sigmoid() implements Pointwise {
  @Override
  public double apply(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }
}
