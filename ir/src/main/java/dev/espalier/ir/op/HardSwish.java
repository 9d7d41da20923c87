package dev.espalier.ir.op;

/** Element by element: x times {@code HardSigmoid(1/6, 1/2)}. */
public record HardSwish() implements Pointwise {
  @Override
  public double apply(double x) {
    return x * Math.max(0, Math.min(1, x / 6 + 0.5));
  }
}
