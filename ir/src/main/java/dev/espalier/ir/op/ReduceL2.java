package dev.espalier.ir.op;

import java.util.List;

/** The Euclidean norm over the axes, which stay as size 1 if {@code keepDims}. */
public record ReduceL2(List<Long> axes, @Default("true") boolean keepDims) implements Reduction {
  public ReduceL2 {
    axes = Reduction.sorted(axes);
  }

  @Override
  public ReduceL2 withAxes(List<Long> other) {
    return new ReduceL2(other, keepDims);
  }

  @Override
  public ReduceL2 withKeepDims(boolean keep) {
    return new ReduceL2(axes, keep);
  }

  @Override
  public boolean ignoresZeros() {
    return true;
  }
}
