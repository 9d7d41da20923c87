package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.InsertMasks;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.ValueAxis;
import dev.espalier.passes.prune.Prune.Pruned;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Masks coupled groups on every producer of their channels, behind its activation. */
final class PlaceMasks {
  private final Graph graph;
  private final Set<Integer> masked;
  private final Map<ValueAxis, double[]> scores = new LinkedHashMap<>();
  private final List<Pruned> report = new ArrayList<>();

  /**
   * @param masked the groups
   */
  PlaceMasks(Graph graph, Set<Integer> masked) {
    this.graph = graph;
    this.masked = masked;
  }

  Prune.Result run(List<Pool> pools) {
    pools.forEach(this::place);
    return new Prune.Result(InsertMasks.separate(scores).run(graph), report);
  }

  private void place(Pool pool) {
    boolean[] off = new boolean[pool.size()];
    int count = 0;
    for (int c = 0; c < off.length; c++) {
      off[c] = masked.contains(pool.groups().get(c));
      count += off[c] ? 1 : 0;
    }
    if (count == 0) {
      return;
    }
    report.add(new Pruned(pool.name(), pool.size(), pool.size() - count));
    for (Map.Entry<Producer, Member> entry : pool.producers().entrySet()) {
      String value = entry.getKey().last(graph);
      ValueAxis axis = new ValueAxis(value, entry.getKey().axis().axis());
      int length = Math.toIntExact(graph.type(value).dim(axis.axis()).value());
      double[] own = scores.computeIfAbsent(axis, a -> ones(length));
      for (int p = 0; p < length; p++) {
        if (off[entry.getValue().index(p)]) {
          own[p] = 0;
        }
      }
    }
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
