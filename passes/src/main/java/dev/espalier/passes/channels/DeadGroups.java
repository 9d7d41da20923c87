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
    Removal removal = new Removal(graph, groups, new DeadPositions(graph, analysis, demand));
    Set<Integer> dead = new TreeSet<>();
    for (int element = 0; element < groups.elementCount(); element++) {
      if (removal.isRemoved(element)) {
        dead.add(element);
      }
    }
    return dead;
  }
}
