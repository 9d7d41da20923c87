package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.ValueAxis;
import dev.espalier.passes.simplify.KeepChosenBranches;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the groups of which a mask stays in the compiled network once a channel is off, because the
 * channels it masks must stay: a stream under a layer normalisation that ends in the mask.
 */
final class HeldMasks {
  private HeldMasks() {}

  /** Their positions in the space. */
  static int[] in(Graph supernet, SearchSpace space) {
    Graph chosen = new ApplyRules(new KeepChosenBranches()).run(supernet);
    CoupledGroups groups = CoupledGroups.of(chosen);
    Set<String> scores = new TreeSet<>();
    for (Node node : chosen.nodes()) {
      if (node.op() instanceof ChannelMask mask
          && isHeld(groups, new ValueAxis(node.input(), (int) mask.axis()))) {
        SearchSpace.scoresOf(chosen, node).forEach(scores::add);
      }
    }
    return space.groups().stream()
        .filter(group -> scores.contains(group.scores()))
        .mapToInt(space.groups()::indexOf)
        .toArray();
  }

  private static boolean isHeld(CoupledGroups groups, ValueAxis axis) {
    for (int id : groups.classesOf(axis).stream().map(Map.Entry::getKey).toList()) {
      for (int i = 0; groups.hasElements(id) && i < groups.size(id); i++) {
        if (groups.blocker(groups.group(groups.firstElement(id) + i)).isPresent()) {
          return true;
        }
      }
    }
    return false;
  }
}
