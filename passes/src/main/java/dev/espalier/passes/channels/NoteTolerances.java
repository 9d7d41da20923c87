package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.InstanceNormalization;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Tells of removed channels that are what stands for them in exact arithmetic only: an instance
 * normalisation makes its bias of a channel that holds one number k, but with rounding leaves
 * {@code scale (k - mean) / sqrt(epsilon)} of it. Where k is 0, so is the mean, exactly.
 */
final class NoteTolerances {
  private final Graph graph;
  private final ChannelAnalysis analysis;
  private final Removal removal;

  NoteTolerances(Graph graph, ChannelAnalysis analysis, Removal removal) {
    this.graph = graph;
    this.analysis = analysis;
    this.removal = removal;
  }

  /** One sentence for each normalisation. */
  List<String> notes() {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof InstanceNormalization)
        .flatMap(node -> note(node, (InstanceNormalization) node.op()).stream())
        .toList();
  }

  private Optional<String> note(Node node, InstanceNormalization op) {
    Optional<Channels> x = analysis.of(node, 0).filter(channels -> channels.isPlain(1));
    Optional<double[]> scale = graph.constant(node, 1).map(Tensor::toDoubles);
    if (x.isEmpty() || scale.isEmpty()) {
      return Optional.empty();
    }
    boolean[] gone = removal.positions(new ValueAxis(node.result(), 1));
    int[] rounded =
        IntStream.range(0, gone.length)
            .filter(c -> gone[c] && isOneNumber(x.get().at(c)) && scale.get()[c] != 0)
            .toArray();
    double most = IntStream.of(rounded).mapToDouble(c -> Math.abs(scale.get()[c])).max().orElse(0);
    return rounded.length == 0
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%%%s: %d removed channels hold one number other than 0, and are normalized to"
                    + " their bias; the input model is off it by the rounding of their mean, times"
                    + " up to %.4g",
                node.result(),
                rounded.length,
                most / Math.sqrt(op.epsilon())));
  }

  private static boolean isOneNumber(ChannelState state) {
    return state instanceof ChannelState.Constant && !state.isZero();
  }
}
