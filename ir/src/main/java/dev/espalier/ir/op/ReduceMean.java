package dev.espalier.ir.op;

import java.util.List;

/** The mean over the axes, which stay as size 1 if {@code keepDims}. */
public record ReduceMean(List<Long> axes, @Default("true") boolean keepDims) implements Reduction {
  public ReduceMean {
    axes = Reduction.sorted(axes);
  }

  @Override
  public ReduceMean withAxes(List<Long> other) {
    return new ReduceMean(other, keepDims);
  }

  @Override
  public ReduceMean withKeepDims(boolean keep) {
    return new ReduceMean(axes, keep);
  }
}
