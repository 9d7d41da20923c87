package dev.espalier.compiler;

import dev.espalier.ir.Graph;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.Blocker;
import dev.espalier.passes.channels.CoupledGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * Channels that live or die together, because the values and weights they belong to are added,
 * gated, or computed from each other channel by channel.
 *
 * @param name the first value of the group
 * @param channels how many there are
 * @param removable how many of them can be removed
 * @param values the values they are channels of
 * @param blocker why the others stay, and the value on whose account; empty when all can go
 */
public record CoupledChannels(
    String name, int channels, int removable, List<String> values, String blocker) {
  /** The groups of a simplified graph that have weights, in its order. */
  static List<CoupledChannels> in(Graph graph) {
    Graph simple = Pipeline.simplify(graph);
    CoupledGroups groups = CoupledGroups.of(simple);
    List<CoupledChannels> found = new ArrayList<>();
    for (int id : groups.classIds()) {
      List<String> values =
          groups.members(id).stream().map(member -> member.axis().value()).distinct().toList();
      List<String> computed = values.stream().filter(v -> simple.constant(v).isEmpty()).toList();
      if (!computed.isEmpty() && computed.size() < values.size()) {
        found.add(of(groups, id, computed));
      }
    }
    return found;
  }

  private static CoupledChannels of(CoupledGroups groups, int id, List<String> values) {
    TreeSet<String> blockers = new TreeSet<>();
    int removable = 0;
    for (int i = 0; i < groups.size(id); i++) {
      Optional<Blocker> blocker = groups.blocker(groups.group(groups.firstElement(id) + i));
      blocker.ifPresent(b -> blockers.add(b.reason().text() + " %" + b.value()));
      removable += blocker.isEmpty() ? 1 : 0;
    }
    return new CoupledChannels(
        values.get(0), groups.size(id), removable, values, String.join(", ", blockers));
  }
}
