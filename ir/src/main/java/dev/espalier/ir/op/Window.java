package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/** Sizes of windows that slide over spatial axes; pads are all begins, then all ends. */
final class Window {
  private Window() {}

  static void check(int spatial, List<Long> strides, List<Long> dilations, List<Long> pads) {
    if (strides.size() != spatial || dilations.size() != spatial || pads.size() != 2 * spatial) {
      throw new IrException(
          "%d spatial axes need as many strides and dilations and twice as many pads,"
              + " got %s, %s and %s",
          spatial, strides, dilations, pads);
    }
    if (strides.stream().anyMatch(s -> s <= 0) || dilations.stream().anyMatch(d -> d <= 0)) {
      throw new IrException("strides %s and dilations %s must be positive", strides, dilations);
    }
  }

  /** The type of the result of a pool over the spatial axes of its operand. */
  static List<TensorType> pool(
      Operands in,
      List<Long> kernel,
      List<Long> strides,
      List<Long> dilations,
      List<Long> pads,
      boolean ceil) {
    TensorType x = in.atLeast(3, 0);
    int spatial = x.rank() - 2;
    check(spatial, strides, dilations, pads);
    if (kernel.size() != spatial) {
      throw new IrException("a kernel %s for %s", kernel, x);
    }
    List<Dim> dims = new ArrayList<>(x.dims().subList(0, 2));
    for (int i = 0; i < spatial; i++) {
      dims.add(
          pooled(
              x.dim(2 + i),
              kernel.get(i),
              strides.get(i),
              dilations.get(i),
              pads.get(i),
              pads.get(spatial + i),
              ceil));
    }
    return List.of(x.withDims(dims));
  }

  /** The positions a window covers; an overflow is the model's fault, here and below. */
  static long reach(long kernel, long dilation) {
    return Math.addExact(Math.multiplyExact(dilation, kernel - 1), 1);
  }

  /** How many windows there are; {@code pads} are those of both ends. */
  static Dim output(Dim in, long kernel, long stride, long dilation, long pads, boolean ceil) {
    Dim room = in.plus(Math.subtractExact(pads, reach(kernel, dilation)));
    Dim out = (ceil ? room.ceilDiv(stride) : room.floorDiv(stride)).plus(1);
    if (out.isConstant() && out.value() <= 0) {
      throw new IrException(
          "a window of %d with dilation %d does not fit into %s with pads %d",
          kernel, dilation, in, pads);
    }
    return out;
  }

  /** As {@link #output}, without a last window that would start in the padding at the end. */
  static Dim pooled(
      Dim in, long kernel, long stride, long dilation, long begin, long end, boolean ceil) {
    Dim out = output(in, kernel, stride, dilation, Math.addExact(begin, end), ceil);
    boolean late =
        ceil
            && out.isConstant()
            && in.isConstant()
            && Math.multiplyExact(out.value() - 1, stride) >= Math.addExact(in.value(), begin);
    return late ? out.plus(-1) : out;
  }
}
