package dev.espalier.ir.op;

/** Element by element: the positive part of x. */
public record Relu() implements Pointwise {
  @Override
  public double apply(double x) {
    return x < 0 ? 0 : x;
  }
}
