package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.Reason;
import dev.espalier.passes.Rebuild;
import dev.espalier.passes.channels.Blocker;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.ValueAxis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A graph to tell coupled channels from, in which branches of a choice that are streams under a
 * layer normalisation are cut off from the choice. Such a stream keeps its width, but what comes
 * out at its end can be masked like the other branches, to which the choice ties it.
 *
 * @param graph with a convolution in place of each cut
 * @param originals the values that were cut off, by the results of these convolutions
 */
record CutStreams(Graph graph, Map<String, String> originals) {
  private static final int CHANNELS = 1;

  static CutStreams of(Graph graph) {
    if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Choice)) {
      return new CutStreams(graph, Map.of());
    }
    CoupledGroups apart = CoupledGroups.of(cut(graph, value -> true).graph());
    return cut(graph, value -> isUnderLayerNorm(apart, value));
  }

  /** The value in the graph that was cut. */
  String original(String value) {
    return originals.getOrDefault(value, value);
  }

  private static boolean isUnderLayerNorm(CoupledGroups groups, String value) {
    for (Map.Entry<Integer, Member> factor : groups.classesOf(new ValueAxis(value, CHANNELS))) {
      int id = factor.getKey();
      for (int i = 0; groups.hasElements(id) && i < groups.size(id); i++) {
        Optional<Blocker> blocker = groups.blocker(groups.group(groups.firstElement(id) + i));
        if (blocker.filter(b -> b.reason() == Reason.LAYER_NORM).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }

  private static CutStreams cut(Graph graph, Predicate<String> selected) {
    Rebuild rebuild = new Rebuild(graph);
    Map<String, String> originals = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<String> operands = new ArrayList<>(node.operands());
      for (int b = 0; node.op() instanceof Choice && b < operands.size() - 1; b++) {
        String branch = operands.get(b);
        if (graph.type(branch).rank() == 4 && selected.test(branch)) {
          operands.set(b, insert(graph, node, b, rebuild));
          originals.put(operands.get(b), branch);
        }
      }
      rebuild.node(node.withOperands(operands));
    }
    return new CutStreams(rebuild.build(), originals);
  }

  /** A 1x1 convolution, which ties nothing, on a branch of a choice. */
  private static String insert(Graph graph, Node choice, int branch, Rebuild rebuild) {
    String input = choice.operands().get(branch);
    long channels = graph.type(input).dim(CHANNELS).value();
    String end = rebuild.fresh(choice.result() + ".branch" + branch);
    String weight = rebuild.fresh(end + ".weight");
    long[] shape = {channels, channels, 1, 1};
    rebuild.constant(weight, Tensor.filled(graph.type(input).element(), shape, 0));
    List<Long> ones = List.of(1L, 1L);
    Conv conv = new Conv(ones, ones, List.of(0L, 0L, 0L, 0L), 1);
    rebuild.node(Node.of(conv, List.of(input, weight), end));
    return end;
  }
}
