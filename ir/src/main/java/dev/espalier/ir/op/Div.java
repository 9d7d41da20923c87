package dev.espalier.ir.op;

import dev.espalier.ir.IrException;

/** Element by element, broadcast: a / b; integers are truncated towards zero. */
public record Div() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a / b;
  }

  @Override
  public long applyToIntegers(long a, long b) {
    if (b == 0) {
      throw new IrException("division of the integer %d by zero", a);
    }
    return a / b;
  }
}
