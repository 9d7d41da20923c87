package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Pad;
import dev.espalier.ir.op.Reason;
import dev.espalier.ir.op.Reduction;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what operators cannot do without: a reduction that leaves out zeros only, what is not zero;
 * a reduction or a pad, one element at least.
 */
final class KeepOperands {
  private final Graph graph;
  private final ChannelAnalysis analysis;
  private final Removal removal;
  private final List<Node> reductions;
  private final List<Node> pads;

  KeepOperands(Graph graph, ChannelAnalysis analysis, Removal removal) {
    this.graph = graph;
    this.analysis = analysis;
    this.removal = removal;
    this.reductions =
        graph.nodes().stream()
            .filter(node -> node.op() instanceof Reduction op && op.ignoresZeros())
            .toList();
    this.pads = graph.nodes().stream().filter(node -> node.op() instanceof Pad).toList();
  }

  /** True if it kept a group. */
  boolean keepSome() {
    boolean changed = false;
    for (Node node : reductions) {
      for (long axis : ((Reduction) node.op()).axes()) {
        changed |= keepSome(node, new ValueAxis(node.input(), (int) axis));
      }
    }
    for (Node node : pads) {
      changed |= keepPadded(node);
    }
    return changed;
  }

  private boolean keepPadded(Node node) {
    boolean changed = false;
    for (int i = 0; i < graph.type(node.input()).rank(); i++) {
      ValueAxis axis = new ValueAxis(node.input(), i);
      boolean onlyPads =
          removal.takesAll(axis) && !removal.takesAll(new ValueAxis(node.result(), i));
      changed |= onlyPads && keep(node, axis, 0, Reason.COST);
    }
    return changed;
  }

  private boolean keepSome(Node node, ValueAxis axis) {
    if (!removal.isCut(axis)) {
      return false;
    }
    boolean[] gone = removal.positions(axis);
    boolean[] zero = zeros(axis);
    boolean changed = false;
    for (int p = 0; p < gone.length; p++) {
      changed |= gone[p] && !zero[p] && keep(node, axis, p, Reason.REDUCED_AXIS);
    }
    return changed || removal.takesAll(axis) && keep(node, axis, 0, Reason.COST);
  }

  private boolean keep(Node node, ValueAxis axis, int position, Reason reason) {
    return removal.keepAt(axis, position, new Blocker(reason, node.result()));
  }

  private boolean[] zeros(ValueAxis axis) {
    Optional<Channels> channels =
        analysis.of(axis.value()).filter(c -> c.axes().contains(axis.axis()));
    if (channels.isEmpty()) {
      return new boolean[Math.toIntExact(graph.type(axis.value()).dim(axis.axis()).value())];
    }
    boolean[] zero = new boolean[channels.get().count()];
    for (int c = 0; c < zero.length; c++) {
      zero[c] = channels.get().at(c).isZero();
    }
    return channels.get().positions(graph.type(axis.value()), axis.axis(), zero);
  }
}
