package dev.espalier.ir.op;

import java.util.List;

/** The product over the axes, which stay as size 1 if {@code keepDims}. */
public record ReduceProd(List<Long> axes, @Default("true") boolean keepDims) implements Reduction {
  public ReduceProd {
    axes = Reduction.sorted(axes);
  }

  @Override
  public ReduceProd withAxes(List<Long> other) {
    return new ReduceProd(other, keepDims);
  }

  @Override
  public ReduceProd withKeepDims(boolean keep) {
    return new ReduceProd(axes, keep);
  }
}
