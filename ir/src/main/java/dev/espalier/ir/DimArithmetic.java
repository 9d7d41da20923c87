package dev.espalier.ir;

/**
 * The operations that dims are made of, over something else than integers: other dims, or values of
 * a graph that compute a dim when the model runs.
 */
public interface DimArithmetic<T> {
  T constant(long value);

  T symbol(String name);

  T plus(T left, T right);

  T times(T left, T right);

  /** Rounded towards minus infinity; the divisor is positive. */
  T floorDiv(T numerator, long divisor);
}
