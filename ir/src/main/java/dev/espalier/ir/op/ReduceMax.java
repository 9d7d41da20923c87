package dev.espalier.ir.op;

import java.util.List;

/** The greatest element over the axes, which stay as size 1 if {@code keepDims}. */
public record ReduceMax(List<Long> axes, @Default("true") boolean keepDims) implements Reduction {
  public ReduceMax {
    axes = Reduction.sorted(axes);
  }

  @Override
  public ReduceMax withAxes(List<Long> other) {
    return new ReduceMax(other, keepDims);
  }

  @Override
  public ReduceMax withKeepDims(boolean keep) {
    return new ReduceMax(axes, keep);
  }
}
