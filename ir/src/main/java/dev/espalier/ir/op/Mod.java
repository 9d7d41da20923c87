package dev.espalier.ir.op;

import dev.espalier.ir.IrException;

/** Element by element, broadcast: the remainder of a / b with the sign of b. */
public record Mod() implements Elementwise {
  @Override
  public double apply(double a, double b) {
    return a - b * Math.floor(a / b);
  }

  @Override
  public long applyToIntegers(long a, long b) {
    if (b == 0) {
      throw new IrException("division of the integer %d by zero", a);
    }
    return Math.floorMod(a, b);
  }
}
