package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.ValueAxis;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scores the channels of masks by the weights that make them. Scores by filters are relative to the
 * mean of their layer; those by normalisations are the absolute scales, which compare over layers.
 */
public final class ScoreMasks {
  private final Graph graph;
  private final CoupledGroups groups;
  private final Map<Integer, Double> scores = new HashMap<>();

  private ScoreMasks(Graph graph, PruneMethod method) {
    this.graph = graph;
    this.groups = CoupledGroups.of(graph);
    ScoreChannels channels = new ScoreChannels(graph, method, 0);
    for (Pool pool : FindPools.in(graph, groups, List.of())) {
      Optional<double[]> own =
          method == PruneMethod.SLIMMING ? channels.scales(pool) : channels.of(pool);
      for (int c = 0; own.isPresent() && c < pool.size(); c++) {
        scores.putIfAbsent(pool.groups().get(c), own.get()[c]);
      }
    }
  }

  /**
   * The scores of the channels of each mask, by its result.
   *
   * @param graph with masks that let every channel pass
   * @param method one that goes by weights
   * @return without masks of channels that the method has nothing to go by
   * @throws MethodException when it has nothing to go by at all
   */
  public static Map<String, double[]> of(Graph graph, PruneMethod method) {
    Map<String, double[]> scores = new ScoreMasks(graph, method).run();
    if (scores.isEmpty()) {
      throw MethodException.nothing(method);
    }
    return scores;
  }

  private Map<String, double[]> run() {
    Map<String, double[]> found = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof ChannelMask mask) {
        ValueAxis axis = new ValueAxis(node.result(), (int) mask.axis());
        int length = Math.toIntExact(graph.type(node.result()).dim(axis.axis()).value());
        double[] own = new double[length];
        boolean known = true;
        for (int c = 0; c < length; c++) {
          Optional<Double> score = score(axis, c);
          known &= score.isPresent();
          own[c] = score.orElse(0.0);
        }
        if (known) {
          found.put(node.result(), own);
        }
      }
    }
    return found;
  }

  private Optional<Double> score(ValueAxis axis, int position) {
    for (var factor : groups.classesOf(axis)) {
      int id = factor.getKey();
      if (groups.hasElements(id)) {
        int element = groups.firstElement(id) + factor.getValue().index(position);
        Double score = scores.get(groups.group(element));
        if (score != null) {
          return Optional.of(score);
        }
      }
    }
    return Optional.empty();
  }
}
