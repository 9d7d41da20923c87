package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Elementwise;
import dev.espalier.ir.op.HardSigmoid;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Pointwise;
import dev.espalier.ir.op.Resize;
import dev.espalier.ir.op.Sigmoid;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Tells what is only made to be squashed and multiplied with other channels: the factors of
 * squeeze-and-excitation and the like. Masking such a factor removes nothing, as a squashed zero is
 * 1/2; its channels go with those it is multiplied with.
 */
final class Gates {
  private final Graph graph;

  Gates(Graph graph) {
    this.graph = graph;
  }

  /** A value on the way from a gate to its products. */
  private record Signal(String value, boolean squashed) {
    /** What a reader makes of it, if that may still end in a product. */
    Optional<Signal> through(Node reader, Graph graph) {
      boolean squashes = reader.op() instanceof Sigmoid || reader.op() instanceof HardSigmoid;
      boolean passes =
          reader.op() instanceof Pointwise
              || reader.op() instanceof Resize
              || reader.op() instanceof BatchNormalization
              || reader.op() instanceof Elementwise && isWithConstant(reader, graph);
      return passes
          ? Optional.of(new Signal(reader.result(), squashed || squashes))
          : Optional.empty();
    }

    boolean endsIn(Node reader, Graph graph) {
      return squashed && reader.op() instanceof Mul && !isWithConstant(reader, graph);
    }

    private boolean isWithConstant(Node reader, Graph graph) {
      return reader.operands().stream()
          .allMatch(o -> o.equals(value) || graph.constant(o).isPresent());
    }
  }

  boolean contains(String value) {
    Set<Signal> seen = new LinkedHashSet<>(Set.of(new Signal(value, false)));
    Deque<Signal> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      Signal signal = open.pop();
      List<Node> readers = graph.users(signal.value());
      if (readers.isEmpty() || graph.isOutput(signal.value())) {
        return false;
      }
      for (Node reader : readers) {
        Optional<Signal> next = signal.through(reader, graph);
        if (next.isEmpty() && !signal.endsIn(reader, graph)) {
          return false;
        }
        next.filter(seen::add).ifPresent(open::push);
      }
    }
    return true;
  }
}
