package dev.espalier.ir;

import java.util.Map;

/** Dims as integers, given those of the symbols. */
record DimValues(Map<String, Long> symbols) implements DimArithmetic<Long> {
  @Override
  public Long constant(long value) {
    return value;
  }

  @Override
  public Long symbol(String name) {
    Long value = symbols.get(name);
    if (value == null) {
      throw new IrException("no value for the symbolic dimension %s", name);
    }
    return value;
  }

  @Override
  public Long plus(Long left, Long right) {
    return Math.addExact(left, right);
  }

  @Override
  public Long times(Long left, Long right) {
    return Math.multiplyExact(left, right);
  }

  @Override
  public Long floorDiv(Long numerator, long divisor) {
    return Math.floorDiv(numerator, divisor);
  }
}
