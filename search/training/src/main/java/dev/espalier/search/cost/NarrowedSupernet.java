package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.Narrowable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A supernet with a branch of each choice chosen, whose groups of channels can be narrowed.
 *
 * @param widest channels of each group before any step
 * @param fixed groups that stay as they are
 */
record NarrowedSupernet(
    Graph supernet, SearchSpace space, int[] branches, int[] widest, boolean[] fixed)
    implements Narrowable {
  @Override
  public List<Widths> widths() {
    List<Widths> widths = new ArrayList<>();
    for (int group = 0; group < widest.length; group++) {
      int all = widest[group];
      int steps = fixed[group] ? 1 : all;
      widths.add(
          new Widths(
              space.groups().get(group).scores(),
              IntStream.range(0, steps).mapToObj(step -> all - step).toList()));
    }
    return widths;
  }

  @Override
  public Graph narrowed(int... steps) {
    int[] kept = widest.clone();
    for (int group = 0; group < kept.length; group++) {
      kept[group] -= steps[group];
    }
    return space.narrowed(supernet, kept, branches);
  }
}
