package dev.espalier.ir.op;

/** Element by element: the error function. */
public record Erf() implements Pointwise {
  @Override
  public double apply(double x) {
    return Functions.erf(x);
  }
}
