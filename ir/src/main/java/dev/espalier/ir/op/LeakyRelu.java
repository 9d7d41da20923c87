package dev.espalier.ir.op;

/** Element by element: x for x above 0, otherwise {@code alpha x}. */
public record LeakyRelu(double alpha) implements Pointwise {
  @Override
  public double apply(double x) {
    return x < 0 ? alpha * x : x;
  }
}
