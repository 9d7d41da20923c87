package dev.espalier.ir;

import dev.espalier.ir.op.ChannelMask;
import java.util.HashSet;
import java.util.Set;

/** The scores of masks, which are no weights of a network. */
public final class MaskScores {
  private MaskScores() {}

  /** The values of a graph that only become scores; several masks may share them. */
  public static Set<String> in(Graph graph) {
    Set<String> scores = new HashSet<>();
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      Node node = graph.nodes().get(i);
      if (node.op() instanceof ChannelMask) {
        scores.add(node.operands().get(1));
      } else if (scores.containsAll(node.results())) {
        scores.addAll(node.operands());
      }
    }
    return scores;
  }
}
