package dev.espalier.ir.op;

import dev.espalier.ir.TensorType;
import java.util.List;

/**
 * The greatest element of each window; padding never wins, over the spatial axes of x [N,C,...].
 *
 * @param pads around each spatial axis: all begins, then all ends
 * @param ceil whether a last window that is not filled counts
 */
public record MaxPool(
    List<Long> kernel,
    @Default("[1,1]") List<Long> strides,
    @Default("[1,1]") List<Long> dilations,
    @Default("[0,0,0,0]") List<Long> pads,
    @Default("false") boolean ceil)
    implements Op {
  public MaxPool {
    kernel = List.copyOf(kernel);
    strides = List.copyOf(strides);
    dilations = List.copyOf(dilations);
    pads = List.copyOf(pads);
  }

  @Override
  public Arity arity() {
    return Arity.of("x");
  }

  @Override
  public List<TensorType> infer(Operands in) {
    return Window.pool(in, kernel, strides, dilations, pads, ceil);
  }

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.same(Axis.in(0, 1), Axis.out(1));
  }
}
