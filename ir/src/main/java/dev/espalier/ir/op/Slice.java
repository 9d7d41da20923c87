package dev.espalier.ir.op;

import dev.espalier.ir.Dim;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.TensorType;
import java.util.ArrayList;
import java.util.List;

/**
 * A range of some axes. Starts and ends count from the front, or, if negative, from the end; they
 * are clamped to the axis. Steps may be negative.
 */
public record Slice(List<Long> axes, List<Long> starts, List<Long> ends, List<Long> steps)
    implements Op {
  public Slice {
    axes = List.copyOf(axes);
    starts = List.copyOf(starts);
    ends = List.copyOf(ends);
    steps = List.copyOf(steps);
    int n = axes.size();
    boolean distinct = axes.stream().distinct().count() == n;
    if (starts.size() != n
        || ends.size() != n
        || steps.size() != n
        || steps.contains(0L)
        || !distinct) {
      throw new IrException("slice of axes %s, %s to %s by %s", axes, starts, ends, steps);
    }
  }

  /** The slice of the other axes than the k-th. */
  public Slice without(int k) {
    return new Slice(without(axes, k), without(starts, k), without(ends, k), without(steps, k));
  }

  private static List<Long> without(List<Long> all, int k) {
    List<Long> others = new ArrayList<>(all);
    others.remove(k);
    return others;
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
      dims.set(axis, length(k, x.dim(axis)));
    }
    return List.of(x.withDims(dims));
  }

  private Dim length(int k, Dim dim) {
    if (dim.isConstant()) {
      return Dim.of(count(k, dim.value()));
    }
    long start = starts.get(k);
    long end = ends.get(k);
    if (steps.get(k) <= 0) {
      throw new IrException("slice of the symbolic axis %s by %d", dim, steps.get(k));
    }
    Dim from = start < 0 ? dim.plus(start) : Dim.of(start);
    Dim to = end < 0 ? dim.plus(end) : end >= Integer.MAX_VALUE ? dim : Dim.of(end);
    return to.minus(from).ceilDiv(steps.get(k));
  }

  /** The positions taken along the k-th sliced axis, which has {@code length} positions. */
  public List<Long> positions(int k, long length) {
    return new Progression(clamp(starts.get(k), k, length), steps.get(k), count(k, length));
  }

  private long count(int k, long length) {
    long span = clamp(ends.get(k), k, length) - clamp(starts.get(k), k, length);
    long step = steps.get(k);
    long last = span - Long.signum(step);
    return Long.signum(span) == Long.signum(step) ? last / step + 1 : 0;
  }

  private long clamp(long index, int k, long length) {
    long low = steps.get(k) > 0 ? 0 : -1;
    long high = steps.get(k) > 0 ? length : length - 1;
    long positive = index < 0 ? index + length : index;
    return Math.max(low, Math.min(high, positive));
  }

  @Override
  public void tie(Ties ties) {
    TensorType x = ties.operand(0);
    for (int i = 0; i < x.rank(); i++) {
      int k = axes.indexOf((long) i);
      if (k < 0) {
        ties.same(Axis.in(0, i), Axis.out(i));
      } else if (x.dim(i).isConstant() && steps.get(k) == 1) {
        List<Long> positions = positions(k, x.dim(i).value());
        ties.part(Axis.out(i), Axis.in(0, i), positions.isEmpty() ? 0 : positions.get(0));
      } else if (x.dim(i).isConstant() && axes.size() == 1) {
        ties.select(Axis.in(0, i), Axis.out(i), positions(k, x.dim(i).value()));
      }
    }
  }

  @Override
  public Op keep(Kept kept) {
    List<Long> newStarts = new ArrayList<>(starts);
    List<Long> newEnds = new ArrayList<>(ends);
    for (int k = 0; k < axes.size(); k++) {
      Axis in = Axis.in(0, axes.get(k).intValue());
      Axis out = Axis.out(axes.get(k).intValue());
      if (!kept.cut(in)) {
        continue;
      }
      List<Long> positions = positions(k, kept.size(in));
      if (steps.get(k) != 1) {
        return new IndexSelect(in.axis(), positions).keep(kept);
      }
      long start = positions.isEmpty() ? 0 : IndexSelect.below(kept.indices(in), positions.get(0));
      newStarts.set(k, start);
      newEnds.set(k, start + kept.count(out));
    }
    return new Slice(axes, newStarts, newEnds, steps);
  }
}
