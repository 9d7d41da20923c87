package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
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
    TensorType x = in.atLeast(3, 0);
    int spatial = x.rank() - 2;
    Window.check(spatial, strides, dilations, pads);
    if (kernel.size() != spatial) {
      throw new IrException("a kernel %s for %s", kernel, x);
    }
    List<Dim> dims = new ArrayList<>(x.dims().subList(0, 2));
    for (int i = 0; i < spatial; i++) {
      dims.add(
          Window.pooled(
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

  @Override
  public void tie(Ties ties) {
    ties.same(Axis.in(0, 0), Axis.out(0));
    ties.same(Axis.in(0, 1), Axis.out(1));
  }
}
