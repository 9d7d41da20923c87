package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Interpolation along some axes, to sizes or by scales (one of the lists is empty).
 *
 * @param cubicA the coefficient of cubic interpolation
 */
public record Resize(
    List<Long> axes,
    @Default("[]") List<Double> scales,
    @Default("[]") List<Dim> sizes,
    @Default("nearest") Mode mode,
    @Default("half_pixel") Coordinates coordinates,
    @Default("round_prefer_floor") Nearest nearest,
    @Default("-0.75") double cubicA,
    @Default("false") boolean excludeOutside)
    implements Op {
  /** How a value between elements is made. */
  public enum Mode {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /** How a position of the result maps to one of x. */
  public enum Coordinates {
    HALF_PIXEL,
    PYTORCH_HALF_PIXEL,
    ALIGN_CORNERS,
    ASYMMETRIC,
    HALF_PIXEL_SYMMETRIC,
    TF_HALF_PIXEL_FOR_NN
  }

  /** How {@link Mode#NEAREST} rounds a position. */
  public enum Nearest {
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL,
    FLOOR,
    CEIL
  }

  public Resize {
    axes = List.copyOf(axes);
    scales = List.copyOf(scales);
    sizes = List.copyOf(sizes);
    if (scales.size() + sizes.size() != axes.size()) {
      throw new IrException("resize of axes %s by %s or to %s", axes, scales, sizes);
    }
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    TensorType x = in.type(0);
    List<Dim> dims = new ArrayList<>(x.dims());
    for (int k = 0; k < axes.size(); k++) {
      int axis = Shapes.axis(axes.get(k), x.rank());
      dims.set(axis, sizes.isEmpty() ? scaled(x.dim(axis), scales.get(k)) : sizes.get(k));
    }
    return List.of(x.withDims(dims));
  }

  private static Dim scaled(Dim dim, double scale) {
    if (!(scale > 0) || Double.isInfinite(scale)) {
      throw new IrException("resize by %s", scale);
    }
    if (dim.isConstant()) {
      return Dim.of((long) Math.floor((float) dim.value() * (float) scale));
    }
    double inverse = Math.rint(1 / scale);
    if (scale == Math.rint(scale)) {
      return dim.times((long) scale);
    } else if (1 / inverse == scale) {
      return dim.floorDiv((long) inverse);
    }
    throw new IrException("resize of the symbolic axis %s by %s", dim, scale);
  }

  /** The scale along the k-th resized axis. */
  public double scale(int k, long from, long to) {
    return sizes.isEmpty() ? scales.get(k) : (double) to / from;
  }

  @Override
  public Op substitute(Map<String, Dim> symbols) {
    List<Dim> bound = sizes.stream().map(dim -> dim.substitute(symbols)).toList();
    return new Resize(axes, scales, bound, mode, coordinates, nearest, cubicA, excludeOutside);
  }

  @Override
  public void tie(Ties ties) {
    for (int i = 0; i < ties.operand(0).rank(); i++) {
      if (!axes.contains((long) i)) {
        ties.same(Axis.in(0, i), Axis.out(i));
      }
    }
  }
}
