package dev.espalier.passes.prune;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Conv;
import dev.espalier.passes.channels.CoupledGroups;
import dev.espalier.passes.channels.CoupledGroups.EqualBlocks;
import dev.espalier.passes.channels.Member;
import dev.espalier.passes.channels.ValueAxis;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Finds the classes of channels that can be pruned, in the order of the graph. */
final class FindPools {
  private final Graph graph;
  private final CoupledGroups groups;
  private final Map<Integer, Map<Producer, Member>> producers = new LinkedHashMap<>();
  private final Map<Integer, Integer> blocks = new TreeMap<>();

  /** Classes that count the results a depthwise convolution makes of each channel. */
  private final Set<Integer> multipliers = new HashSet<>();

  private FindPools(Graph graph, CoupledGroups groups) {
    this.graph = graph;
    this.groups = groups;
  }

  /** Pools without the nodes named in {@code exclude}, by result or by label. */
  static List<Pool> in(Graph graph, CoupledGroups groups, List<String> exclude) {
    FindPools finder = new FindPools(graph, groups);
    graph.nodes().forEach(finder::findMultiplier);
    graph.nodes().forEach(finder::collect);
    groups.equalBlocks().forEach(finder::collect);
    List<Pool> pools = new ArrayList<>();
    finder.producers.forEach(
        (id, own) -> {
          boolean excluded =
              own.keySet().stream()
                  .map(Producer::node)
                  .anyMatch(n -> exclude.contains(n.result()) || exclude.contains(n.label()));
          if (!excluded) {
            pools.add(finder.pool(id, own));
          }
        });
    return pools;
  }

  private void findMultiplier(Node node) {
    if (node.op() instanceof Conv conv
        && conv.groups() > 1
        && graph.type(node.operands().get(1)).dim(1).is(1)) {
      var factors = groups.classesOf(new ValueAxis(node.result(), 1));
      factors.stream().skip(1).forEach(factor -> multipliers.add(factor.getKey()));
    }
  }

  private void collect(Node node) {
    Optional<Producer> producer = Producer.of(graph, node);
    if (producer.isEmpty()) {
      return;
    }
    var classes = groups.classesOf(producer.get().axis());
    for (int i = classes.size() - 1; i >= 0; i--) {
      int id = classes.get(i).getKey();
      if (isPrunable(id)) {
        producers
            .computeIfAbsent(id, c -> new LinkedHashMap<>())
            .put(producer.get(), classes.get(i).getValue());
        return;
      }
    }
  }

  private boolean isPrunable(int id) {
    if (!groups.hasElements(id) || multipliers.contains(id)) {
      return false;
    }
    for (int i = 0; i < groups.size(id); i++) {
      if (groups.blocker(groups.group(groups.firstElement(id) + i)).isEmpty()) {
        return true;
      }
    }
    return false;
  }

  private void collect(EqualBlocks equal) {
    for (ValueAxis axis : equal.axes()) {
      int id = groups.classesOf(axis).get(0).getKey();
      blocks.merge(id, (int) equal.count(), FindPools::leastCommonMultiple);
    }
  }

  private static int leastCommonMultiple(int a, int b) {
    int x = a;
    int y = b;
    while (y != 0) {
      int rest = x % y;
      x = y;
      y = rest;
    }
    return a / x * b;
  }

  private Pool pool(int id, Map<Producer, Member> own) {
    List<Integer> channels = new ArrayList<>();
    for (int i = 0; i < groups.size(id); i++) {
      channels.add(groups.group(groups.firstElement(id) + i));
    }
    int count = blocks.getOrDefault(id, 1);
    String name = own.keySet().iterator().next().node().result();
    return new Pool(name, channels, own, channels.size() % count == 0 ? count : 1);
  }
}
