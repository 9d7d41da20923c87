package dev.espalier.ir;

import java.util.Map;

/** Dims as dims over other symbols; symbols without an entry stay. */
record DimSubstitution(Map<String, Dim> values) implements DimArithmetic<Dim> {
  @Override
  public Dim constant(long value) {
    return Dim.of(value);
  }

  @Override
  public Dim symbol(String name) {
    Dim value = values.get(name);
    return value == null ? Dim.symbol(name) : value;
  }

  @Override
  public Dim plus(Dim left, Dim right) {
    return left.plus(right);
  }

  @Override
  public Dim times(Dim left, Dim right) {
    return left.times(right);
  }

  @Override
  public Dim floorDiv(Dim numerator, long divisor) {
    return numerator.floorDiv(divisor);
  }
}
