package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.ValueAxis;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The coupled groups that masks of constant scores turn off, wholly or in part. */
final class MaskedGroups {
  private final Map<Integer, Map<String, Set<Integer>>> masks = new HashMap<>();
  private final Map<Integer, Double> scores = new HashMap<>();

  private MaskedGroups() {}

  static MaskedGroups of(Graph graph, CoupledGroups groups) {
    MaskedGroups masked = new MaskedGroups();
    for (Node node : graph.nodes()) {
      Optional<Tensor> scores = graph.constant(node, 1);
      if (node.op() instanceof ChannelMask mask && scores.isPresent()) {
        ValueAxis axis = new ValueAxis(node.result(), (int) mask.axis());
        masked.add(groups, axis, scores.get().toDoubles());
      }
    }
    return masked;
  }

  private void add(CoupledGroups groups, ValueAxis axis, double[] own) {
    for (var factor : groups.classesOf(axis)) {
      for (int p = 0; p < own.length && groups.hasElements(factor.getKey()); p++) {
        int element = groups.firstElement(factor.getKey()) + factor.getValue().index(p);
        if (!ChannelMask.passes(own[p])) {
          add(groups.group(element), axis.value(), p, own[p]);
        }
      }
    }
  }

  private void add(int group, String mask, int channel, double score) {
    masks
        .computeIfAbsent(group, g -> new TreeMap<>())
        .computeIfAbsent(mask, m -> new TreeSet<>())
        .add(channel);
    scores.merge(group, score, Math::max);
  }

  boolean has(int group) {
    return masks.containsKey(group);
  }

  /** The highest score with which a mask turns the group off. */
  double score(int group) {
    return scores.get(group);
  }

  /** The channels that turn some groups off, by the result of the mask. */
  Map<String, Set<Integer>> masks(Set<Integer> groups) {
    Map<String, Set<Integer>> found = new TreeMap<>();
    for (int group : groups) {
      masks
          .get(group)
          .forEach((mask, off) -> found.computeIfAbsent(mask, m -> new TreeSet<>()).addAll(off));
    }
    return found;
  }
}
