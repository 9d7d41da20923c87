package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.UnshareVectors;
import dev.espalier.passes.prune.RankedPool.RankedGroup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What can be removed from a graph, and in which order: pools of coupled channels, each of which
 * loses its least important ones first.
 */
public final class PrunePlan implements Narrowable {
  /**
   * What a pool loses at once: one coupled group, or one of each of its equal blocks.
   *
   * @param channels of the pool that go
   * @param share of the importance of all channels of the pool
   */
  public record Step(List<Integer> groups, int channels, double share) {
    public Step {
      groups = List.copyOf(groups);
    }
  }

  /**
   * The steps of a pool.
   *
   * @param name the first value of the pool
   * @param channels before any step
   * @param steps in the order they are taken; at least one group stays
   */
  public record StepPool(String name, int channels, List<Step> steps) {
    public StepPool {
      steps = List.copyOf(steps);
    }
  }

  private final Graph graph;
  private final List<Pool> all;
  private final List<RankedPool> ranked;
  private final List<StepPool> pools;

  private PrunePlan(Graph graph, List<Pool> all, List<RankedPool> ranked) {
    this.graph = graph;
    this.all = all;
    this.ranked = ranked;
    this.pools = ranked.stream().map(PrunePlan::steps).filter(p -> !p.steps().isEmpty()).toList();
  }

  /**
   * Plans; the graph is simplified first. How much is kept is not looked at.
   *
   * @throws MethodException if the method has nothing to rank channels by
   */
  public static PrunePlan of(Graph graph, PruneOptions options) {
    Graph simple = new UnshareVectors().run(Pipeline.simplify(graph));
    CoupledGroups groups = CoupledGroups.of(simple);
    List<Pool> pools = FindPools.in(simple, groups, options.exclude());
    return new PrunePlan(simple, pools, RankPools.of(simple, groups, pools, options));
  }

  /** The pools that have steps, in the order of the graph. */
  public List<StepPool> pools() {
    return pools;
  }

  /**
   * The graph with the first steps of each pool masked.
   *
   * @param steps how many, by pool
   */
  public Prune.Result masked(int... steps) {
    Set<Integer> masked = new HashSet<>();
    for (int pool = 0; pool < steps.length; pool++) {
      pools.get(pool).steps().subList(0, steps[pool]).forEach(s -> masked.addAll(s.groups()));
    }
    return mask(masked);
  }

  @Override
  public List<Widths> widths() {
    return pools.stream().map(PrunePlan::widths).toList();
  }

  private static Widths widths(StepPool pool) {
    List<Integer> widths = new ArrayList<>(List.of(pool.channels()));
    for (Step step : pool.steps()) {
      widths.add(widths.get(widths.size() - 1) - step.channels());
    }
    return new Widths(pool.name(), widths);
  }

  @Override
  public Graph narrowed(int... steps) {
    return masked(steps).graph();
  }

  Prune.Result mask(Set<Integer> groups) {
    return new PlaceMasks(graph, groups).run(all);
  }

  List<RankedPool> ranked() {
    return ranked;
  }

  private static StepPool steps(RankedPool pool) {
    double sum =
        pool.runs().stream()
            .flatMap(List::stream)
            .mapToDouble(group -> group.channels() * group.score())
            .sum();
    int count = pool.runs().stream().mapToInt(List::size).min().orElse(0) - 1;
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(step(pool, i, sum));
    }
    return new StepPool(pool.pool().name(), pool.pool().size(), steps);
  }

  /** The step that takes the groups in front of {@code last} least important ones of each run. */
  private static Step step(RankedPool pool, int last, double sum) {
    List<Integer> groups = new ArrayList<>();
    int channels = 0;
    double score = 0;
    for (List<RankedGroup> run : pool.runs()) {
      RankedGroup group = run.get(run.size() - 1 - last);
      groups.add(group.group());
      channels += group.channels();
      score += group.channels() * group.score();
    }
    return new Step(groups, channels, sum > 0 ? score / sum : 0);
  }
}
