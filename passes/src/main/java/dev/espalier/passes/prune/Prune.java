package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.RankedPool.RankedGroup;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Puts masks into a plain model: ranks the channels of each pool of coupled axes and masks the
 * least important ones on every producer, behind its activation. The graph is simplified first, so
 * that channel shuffles and the like do not couple what is free; the weights stay as they are.
 */
public final class Prune {
  /** Channels of one pool, before and after. */
  public record Pruned(String value, int channels, int kept) {}

  /** The masked graph, and what was done to each pool. */
  public record Result(Graph graph, List<Pruned> pools) {}

  private Prune() {}

  /** Masks a graph; a {@link MethodException} if the method has nothing to rank channels by. */
  public static Result run(Graph graph, PruneOptions options) {
    PrunePlan plan = PrunePlan.of(graph, options);
    Set<Integer> masked = new HashSet<>();
    for (RankedPool pool : plan.ranked()) {
      for (List<RankedGroup> run : pool.runs()) {
        maskLowest(run, options, masked);
      }
    }
    return plan.mask(masked);
  }

  /** Keeps the groups of the highest mean score until enough channels are kept. */
  private static void maskLowest(List<RankedGroup> run, PruneOptions options, Set<Integer> masked) {
    int channels = run.stream().mapToInt(RankedGroup::channels).sum();
    int plain = (int) Math.ceil(options.keep() * channels);
    int wanted = Pool.aligned(plain, options.align(), channels);
    int kept = 0;
    for (RankedGroup group : run) {
      if (kept >= wanted) {
        masked.add(group.group());
      }
      kept += group.channels();
    }
  }
}
