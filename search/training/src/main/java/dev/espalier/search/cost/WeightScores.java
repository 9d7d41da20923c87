package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.IndexSelect;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.ScoreMasks;
import dev.espalier.passes.simplify.KeepChosenBranches;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** The channels of a supernet's groups scored by the weights of the masked values. */
final class WeightScores {
  /** The place of a score: its constant, and the position there. */
  private record Slot(String constant, int index) {}

  private WeightScores() {}

  /**
   * The scores of each group; the greatest there are where the method has nothing to go by.
   *
   * @param branches that are chosen, whose weights count
   */
  static double[][] of(Graph supernet, SearchSpace space, int[] branches, PruneMethod method) {
    Graph all = space.narrowed(supernet, space.channels(), branches);
    Graph chosen = new ApplyRules(new KeepChosenBranches()).run(all);
    Map<String, double[]> masks = ScoreMasks.of(chosen, method);
    double[][] sums = new double[space.groups().size()][];
    int[][] counts = new int[sums.length][];
    for (int g = 0; g < sums.length; g++) {
      sums[g] = new double[space.groups().get(g).channels()];
      counts[g] = new int[sums[g].length];
    }
    List<String> names = space.groups().stream().map(SearchSpace.Group::scores).toList();
    for (Node node : chosen.nodes()) {
      if (node.op() instanceof ChannelMask && masks.containsKey(node.result())) {
        List<Slot> slots = slots(chosen, node.operands().get(1));
        for (int c = 0; c < slots.size(); c++) {
          int group = names.indexOf(slots.get(c).constant());
          sums[group][slots.get(c).index()] += masks.get(node.result())[c];
          counts[group][slots.get(c).index()]++;
        }
      }
    }
    for (int g = 0; g < sums.length; g++) {
      double[] sum = sums[g];
      int[] count = counts[g];
      Arrays.setAll(sum, c -> count[c] == 0 ? Double.MAX_VALUE : sum[c] / count[c]);
    }
    return sums;
  }

  /** Where the scores of a mask come from, by channel. */
  private static List<Slot> slots(Graph graph, String value) {
    List<Slot> slots = new ArrayList<>();
    if (graph.constant(value).isPresent()) {
      for (int i = 0; i < graph.constants().get(value).size(); i++) {
        slots.add(new Slot(value, i));
      }
      return slots;
    }
    Node maker = graph.producer(value).orElseThrow();
    for (String operand : maker.operands()) {
      slots.addAll(slots(graph, operand));
    }
    if (maker.op() instanceof IndexSelect select) {
      return select.indices().stream().map(i -> slots.get(Math.toIntExact(i))).toList();
    } else if (maker.op() instanceof Concat) {
      return slots;
    }
    throw new IllegalStateException("%" + value + ": scores are made by " + maker.op());
  }
}
