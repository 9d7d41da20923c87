package dev.espalier.ir.op;

import java.util.List;

/** The sum over the axes, which stay as size 1 if {@code keepDims}. */
public record ReduceSum(List<Long> axes, @Default("true") boolean keepDims) implements Reduction {
  public ReduceSum {
    axes = Reduction.sorted(axes);
  }

  @Override
  public ReduceSum withAxes(List<Long> other) {
    return new ReduceSum(other, keepDims);
  }

  @Override
  public ReduceSum withKeepDims(boolean keep) {
    return new ReduceSum(axes, keep);
  }

  @Override
  public boolean ignoresZeros() {
    return true;
  }
}
