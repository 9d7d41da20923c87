package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.passes.InsertMasks;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.DeadGroups;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.UnshareVectors;
import dev.espalier.passes.channels.ValueAxis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

  private final Graph graph;
  private final PruneOptions options;
  private final CoupledGroups groups;
  private final Set<Integer> masked = new HashSet<>();
  private final Set<Integer> decided = new HashSet<>();
  private final Map<ValueAxis, double[]> scores = new LinkedHashMap<>();
  private final List<Pruned> report = new ArrayList<>();

  private Prune(Graph graph, PruneOptions options) {
    this.graph = new UnshareVectors().run(Pipeline.simplify(graph));
    this.options = options;
    this.groups = CoupledGroups.of(this.graph);
  }

  /** Masks a graph; a {@link MethodException} if the method has nothing to rank channels by. */
  public static Result run(Graph graph, PruneOptions options) {
    return new Prune(graph, options).run();
  }

  private Result run() {
    Set<Integer> dead = DeadGroups.in(graph, groups);
    ScoreChannels ranking = new ScoreChannels(graph, options.method(), options.seed());
    List<Pool> pools = FindPools.in(graph, groups, options.exclude());
    boolean ranked = pools.isEmpty();
    for (Pool pool : pools) {
      Optional<double[]> score = ranking.of(pool);
      score.ifPresent(s -> mask(pool, s, dead));
      ranked |= score.isPresent();
    }
    if (!ranked) {
      throw new MethodException(
          "method "
              + options.method().text()
              + " needs batch normalisations, and no channel that can be pruned has one;"
              + " they may be folded into the convolutions already");
    }
    pools.forEach(this::place);
    return new Result(new InsertMasks(scores).run(graph), report);
  }

  private void mask(Pool pool, double[] score, Set<Integer> dead) {
    int channel = 0;
    for (List<Integer> run : pool.runs()) {
      Map<Integer, List<Integer>> open = new LinkedHashMap<>();
      for (int group : run) {
        if (isOpen(group, dead)) {
          open.computeIfAbsent(group, g -> new ArrayList<>()).add(channel);
        }
        channel++;
      }
      maskLowest(open, score);
    }
  }

  /** Keeps the groups of the highest mean score until enough channels are kept. */
  private void maskLowest(Map<Integer, List<Integer>> open, double[] score) {
    List<Integer> ranked = new ArrayList<>(open.keySet());
    ranked.sort(
        Comparator.comparingDouble(
            g -> -open.get(g).stream().mapToDouble(c -> score[c]).average().orElse(0)));
    int channels = open.values().stream().mapToInt(List::size).sum();
    int wanted = width(channels);
    int kept = 0;
    for (int group : ranked) {
      if (kept >= wanted) {
        masked.add(group);
      }
      kept += open.get(group).size();
      decided.add(group);
    }
  }

  private boolean isOpen(int group, Set<Integer> dead) {
    return groups.blocker(group).isEmpty() && !dead.contains(group) && !decided.contains(group);
  }

  /** How many of so many channels stay. */
  private int width(int channels) {
    int plain = (int) Math.ceil(options.keep() * channels);
    return Pool.aligned(plain, options.align(), channels);
  }

  private void place(Pool pool) {
    boolean[] off = new boolean[pool.size()];
    int count = 0;
    for (int c = 0; c < off.length; c++) {
      off[c] = masked.contains(pool.groups().get(c));
      count += off[c] ? 1 : 0;
    }
    if (count == 0) {
      return;
    }
    report.add(new Pruned(pool.name(), pool.size(), pool.size() - count));
    for (Map.Entry<Producer, Member> entry : pool.producers().entrySet()) {
      String value = entry.getKey().last(graph);
      ValueAxis axis = new ValueAxis(value, entry.getKey().axis().axis());
      int length = Math.toIntExact(graph.type(value).dim(axis.axis()).value());
      double[] own = scores.computeIfAbsent(axis, a -> ones(length));
      for (int p = 0; p < length; p++) {
        if (off[entry.getValue().index(p)]) {
          own[p] = 0;
        }
      }
    }
  }

  private static double[] ones(int length) {
    double[] ones = new double[length];
    Arrays.fill(ones, 1);
    return ones;
  }
}
