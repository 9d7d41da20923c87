package dev.espalier.ir.op;

/** Element by element: x limited to {@code min .. max}; the bounds may be infinite. */
public record Clip(double min, double max) implements Pointwise {
  @Override
  public double apply(double x) {
    return x < min ? min : x > max ? max : x;
  }
}
