package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.DeadGroups;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Ranks what may be removed from a graph; a group of several pools belongs to the first. */
final class RankPools {
  private final CoupledGroups groups;
  private final Set<Integer> dead;
  private final Set<Integer> taken = new HashSet<>();

  private RankPools(Graph graph, CoupledGroups groups) {
    this.groups = groups;
    this.dead = DeadGroups.in(graph, groups);
  }

  /**
   * The pools that the method has something to rank by.
   *
   * @throws MethodException when that is none
   */
  static List<RankedPool> of(
      Graph graph, CoupledGroups groups, List<Pool> pools, PruneOptions options) {
    ScoreChannels scores = new ScoreChannels(graph, options.method(), options.seed());
    RankPools ranking = new RankPools(graph, groups);
    List<RankedPool> ranked = new ArrayList<>();
    for (Pool pool : pools) {
      Optional<double[]> score = scores.of(pool);
      score.ifPresent(s -> ranked.add(RankedPool.of(pool, s, ranking.take(pool))));
    }
    if (ranked.isEmpty() && !pools.isEmpty()) {
      throw MethodException.nothing(options.method());
    }
    return ranked;
  }

  /** The groups of a pool that may be removed and that no pool before had. */
  private Set<Integer> take(Pool pool) {
    Set<Integer> own = new LinkedHashSet<>();
    for (int group : pool.groups()) {
      if (groups.blocker(group).isEmpty() && !dead.contains(group) && !taken.contains(group)) {
        own.add(group);
      }
    }
    taken.addAll(own);
    return own;
  }
}
