package dev.espalier.onnx;

import dev.espalier.ir.Dim;
import dev.espalier.ir.DimArithmetic;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;

/** Bounds on types, so that a broken file cannot exhaust memory or time. */
final class Sizes {
  private static final int MOST_AXES = 64;

  /** Symbols and numbers in one dim; real networks have a few dozen. */
  private static final int MOST_TERMS = 256;

  private Sizes() {}

  /** Refuses sizes, numbers of elements and expressions that no network has. */
  static void check(TensorType type) {
    if (type.rank() > MOST_AXES) {
      throw new IrException("a value of rank %d", type.rank());
    }
    for (Dim dim : type.dims()) {
      if (dim.isConstant() && (dim.value() < 0 || dim.value() > Integer.MAX_VALUE)) {
        throw new IrException("an axis of size %s", dim);
      } else if (!isSimple(dim)) {
        throw new NotModelled("the size of an axis has more than %d terms", MOST_TERMS);
      }
    }
    if (elements(type) > Integer.MAX_VALUE) {
      throw new IrException("a value of %s, which has more than 2^31 elements", type);
    }
  }

  /** The number of elements when symbols are 1. */
  private static double elements(TensorType type) {
    return type.dims().stream()
        .filter(Dim::isConstant)
        .mapToDouble(Dim::value)
        .reduce(1, (a, b) -> a * b);
  }

  /** Whether a dim is short enough to compute with. */
  static boolean isSimple(Dim dim) {
    return dim.isConstant() || dim.compute(new Terms()) <= MOST_TERMS;
  }

  /** Counts the symbols and numbers of a dim. */
  private static final class Terms implements DimArithmetic<Integer> {
    @Override
    public Integer constant(long value) {
      return 1;
    }

    @Override
    public Integer symbol(String name) {
      return 1;
    }

    @Override
    public Integer plus(Integer left, Integer right) {
      return left + right;
    }

    @Override
    public Integer times(Integer left, Integer right) {
      return left + right;
    }

    @Override
    public Integer floorDiv(Integer numerator, long divisor) {
      return numerator + 1;
    }
  }
}
