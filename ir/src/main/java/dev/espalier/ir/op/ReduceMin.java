package dev.espalier.ir.op;

import java.util.List;

/** The least element over the axes, which stay as size 1 if {@code keepDims}. */
public record ReduceMin(List<Long> axes, @Default("true") boolean keepDims) implements Reduction {
  public ReduceMin {
    axes = Reduction.sorted(axes);
  }

  @Override
  public ReduceMin withAxes(List<Long> other) {
    return new ReduceMin(other, keepDims);
  }

  @Override
  public ReduceMin withKeepDims(boolean keep) {
    return new ReduceMin(axes, keep);
  }
}
