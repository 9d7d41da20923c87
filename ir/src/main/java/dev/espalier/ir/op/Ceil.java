package dev.espalier.ir.op;

/** Element by element: the least integer not below x. */
public record Ceil() implements Pointwise {
  @Override
  public double apply(double x) {
    return Math.ceil(x);
  }
}
