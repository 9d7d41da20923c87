package dev.espalier.search.method;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.simplify.KeepChosenBranches;
import dev.espalier.search.cost.SearchSpace;
import dev.espalier.search.cost.SearchSpace.Group;
import java.util.ArrayList;
import java.util.List;

/** How many channels each group of a supernet has, and keeps. */
record GroupWidths(Graph supernet, SearchSpace space) {
  /**
   * The groups in the order of the space; one whose masks are all in branches that were not chosen
   * keeps nothing.
   *
   * @param passing whether each channel of each group passes
   * @param branches the one of each choice
   */
  List<SearchSummary.Width> of(boolean[][] passing, int... branches) {
    int[] kept = Decisions.kept(passing);
    Graph decided = space.decided(supernet, passing, branches);
    Graph chosen = new ApplyRules(new KeepChosenBranches()).run(decided);
    List<SearchSummary.Width> widths = new ArrayList<>();
    for (int g = 0; g < kept.length; g++) {
      Group group = space.groups().get(g);
      List<Node> masks = masks(group.scores());
      boolean stays = masks.stream().anyMatch(mask -> chosen.has(mask.result()));
      widths.add(width(group, masks.get(0).input(), stays ? kept[g] : 0));
    }
    return widths;
  }

  private SearchSummary.Width width(Group group, String layer, int after) {
    TensorType type = supernet.type(layer);
    long height = type.rank() == 4 ? type.dim(2).value() : 1;
    long width = type.rank() == 4 ? type.dim(3).value() : type.dim(1).value();
    return new SearchSummary.Width(group.scores(), layer, height, width, group.channels(), after);
  }

  private List<Node> masks(String scores) {
    return supernet.nodes().stream()
        .filter(node -> node.op() instanceof ChannelMask)
        .filter(node -> reads(node.operands().get(1), scores))
        .toList();
  }

  private boolean reads(String value, String scores) {
    return value.equals(scores)
        || supernet
            .producer(value)
            .filter(node -> node.operands().stream().anyMatch(o -> reads(o, scores)))
            .isPresent();
  }
}
