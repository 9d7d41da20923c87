package dev.espalier.ir.op;

/** Element by element: the natural logarithm. */
public record Log() implements Pointwise {
  @Override
  public double apply(double x) {
    return StrictMath.log(x);
  }
}
