package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import java.util.Set;
import java.util.TreeSet;

/** The coupled groups that carry nothing already. */
public final class DeadGroups {
  private DeadGroups() {}

  /** Groups that are dead in every member and can be removed. */
  public static Set<Integer> in(Graph graph, CoupledGroups groups) {
    ChannelAnalysis analysis = new ChannelAnalysis(graph);
    ChannelDemand demand = new ChannelDemand(graph, analysis);
    return removed(new Removal(graph, groups, new DeadPositions(graph, analysis, demand)));
  }

  /**
   * Those that go; what carries the constants of others, or is cheaper to keep, is not among them.
   */
  public static Set<Integer> thatGo(Graph graph, CoupledGroups groups) {
    return removed(RemovalPlan.of(graph, groups, CostModel.relativeTo(graph)).removal());
  }

  private static Set<Integer> removed(Removal removal) {
    Set<Integer> removed = new TreeSet<>();
    for (int group = 0; group < removal.groups().elementCount(); group++) {
      if (removal.isRemoved(group)) {
        removed.add(group);
      }
    }
    return removed;
  }
}
