package dev.espalier.ir.op;

/**
 * Element by element: x times the normal distribution function, exactly or by the tanh
 * approximation.
 */
public record Gelu(boolean tanh) implements Pointwise {
  @Override
  public double apply(double x) {
    return Functions.gelu(x, tanh);
  }
}
