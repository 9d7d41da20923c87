package dev.espalier.ir.op;

/** Element by element: {@code alpha x + beta} limited to 0..1. */
public record HardSigmoid(double alpha, double beta) implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.max(0, Math.min(1, alpha * x + beta));
  }
}
