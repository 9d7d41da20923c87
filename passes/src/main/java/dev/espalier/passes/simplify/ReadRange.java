package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import java.util.List;
import java.util.OptionalInt;

/**
 * The smallest range of positions along an axis outside of which nothing reads a value.
 *
 * @param start the first position that is read
 * @param end behind the last position that is read; {@code start} if none is
 */
record ReadRange(long start, long end) {
  private static final ReadRange NOTHING = new ReadRange(0, 0);

  /** The axis along which every reader of a value cuts it, forwards; empty if there is none. */
  static OptionalInt axis(Graph graph, String value) {
    List<OptionalInt> axes =
        graph.users(value).stream().map(user -> axis(user.op())).distinct().toList();
    boolean isOne = axes.size() == 1 && !graph.isOutput(value);
    return isOne ? axes.get(0) : OptionalInt.empty();
  }

  private static OptionalInt axis(Op op) {
    if (op instanceof Split split) {
      return OptionalInt.of((int) split.axis());
    }
    boolean isRange =
        op instanceof Slice slice && slice.axes().size() == 1 && slice.steps().get(0) > 0;
    return isRange ? OptionalInt.of(((Slice) op).axes().get(0).intValue()) : OptionalInt.empty();
  }

  /** What the readers of a value that is cut along an axis of a known size read of it together. */
  static ReadRange of(Graph graph, String value, long size) {
    return graph.users(value).stream()
        .map(reader -> of(graph, reader, size))
        .reduce(NOTHING, ReadRange::with);
  }

  private static ReadRange of(Graph graph, Node reader, long size) {
    if (reader.op() instanceof Slice slice) {
      return of(slice, size);
    }
    ReadRange all = NOTHING;
    long offset = 0;
    List<Long> sizes = ((Split) reader.op()).sizes();
    for (int i = 0; i < sizes.size(); i++) {
      if (isRead(graph, reader, i)) {
        all = all.with(new ReadRange(offset, offset + sizes.get(i)));
      }
      offset += sizes.get(i);
    }
    return all;
  }

  /** What a slice takes of the one axis it cuts. */
  static ReadRange of(Slice slice, long size) {
    List<Long> taken = slice.positions(0, size);
    return taken.isEmpty() ? NOTHING : new ReadRange(taken.get(0), taken.get(taken.size() - 1) + 1);
  }

  private static boolean isRead(Graph graph, Node split, int part) {
    if (part >= split.results().size()) {
      return false;
    }
    String result = split.results().get(part);
    return graph.isOutput(result) || !graph.users(result).isEmpty();
  }

  boolean isEmpty() {
    return start == end;
  }

  Slice along(long axis) {
    return new Slice(List.of(axis), List.of(start), List.of(end), List.of(1L));
  }

  private ReadRange with(ReadRange other) {
    if (isEmpty() || other.isEmpty()) {
      return isEmpty() ? other : this;
    }
    return new ReadRange(Math.min(start, other.start), Math.max(end, other.end));
  }
}
