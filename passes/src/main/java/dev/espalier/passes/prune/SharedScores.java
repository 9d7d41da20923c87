package dev.espalier.passes.prune;

import dev.espalier.passes.InsertMasks.Part;
import dev.espalier.passes.InsertMasks.Scores;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.UnionFind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * One score per coupled group, in vectors; groups that must keep their number equal, as those of
 * grouped convolutions, have one score for all of them.
 */
final class SharedScores {
  /** The place of a group's score. */
  private record Slot(Scores scores, long index) {}

  private final UnionFind tied;
  private final Set<Integer> fixed = new HashSet<>();
  private final Map<Integer, Slot> slots = new HashMap<>();

  private SharedScores(CoupledGroups groups) {
    this.tied = new UnionFind(groups.elementCount());
  }

  /**
   * @param start the first scores of so many groups
   */
  static SharedScores of(List<Pool> pools, CoupledGroups groups, IntFunction<double[]> start) {
    SharedScores shared = new SharedScores(groups);
    pools.forEach(shared::tieBlocks);
    pools.forEach(pool -> shared.fix(pool, groups));
    while (pools.stream().anyMatch(shared::spread)) {}
    pools.forEach(pool -> shared.assign(pool, start));
    return shared;
  }

  private void tieBlocks(Pool pool) {
    List<List<Integer>> runs = pool.runs();
    for (List<Integer> run : runs) {
      for (int i = 0; i < run.size(); i++) {
        tied.union(runs.get(0).get(i), run.get(i));
      }
    }
  }

  private void fix(Pool pool, CoupledGroups groups) {
    for (int group : pool.groups()) {
      if (groups.blocker(group).isPresent()) {
        fixed.add(tied.find(group));
      }
    }
  }

  /** A pool of which a part is fixed is so as a whole; whether that is news. */
  private boolean spread(Pool pool) {
    List<Integer> roots = roots(pool);
    return roots.stream().anyMatch(fixed::contains) && fixed.addAll(roots);
  }

  private List<Integer> roots(Pool pool) {
    return pool.groups().stream().map(tied::find).toList();
  }

  private void assign(Pool pool, IntFunction<double[]> start) {
    List<Integer> open =
        roots(pool).stream()
            .filter(root -> !fixed.contains(root) && !slots.containsKey(root))
            .distinct()
            .toList();
    if (!open.isEmpty()) {
      Scores scores = new Scores(pool.name() + ".scores", start.apply(open.size()));
      for (int i = 0; i < open.size(); i++) {
        slots.put(open.get(i), new Slot(scores, i));
      }
    }
  }

  /** The scores of the positions of an axis; none if its channels stay as they are. */
  List<Part> parts(Pool pool, Member member, int positions) {
    List<Slot> places =
        IntStream.range(0, positions)
            .mapToObj(p -> slots.get(tied.find(pool.groups().get(member.index(p)))))
            .filter(Objects::nonNull)
            .toList();
    List<Part> parts = new ArrayList<>();
    int from = 0;
    for (int to = 1; places.size() == positions && to <= positions; to++) {
      Scores scores = places.get(from).scores();
      if (to == positions || !places.get(to).scores().equals(scores)) {
        parts.add(new Part(scores, places.subList(from, to).stream().map(Slot::index).toList()));
        from = to;
      }
    }
    return parts;
  }
}
