package dev.espalier.passes.channels;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What keeping a coupled group costs: its share of the weights it cuts and of their MACs. */
final class GroupCosts {
  private final CoupledGroups groups;
  private final Map<Integer, double[]> perIndex = new TreeMap<>();
  private final Map<Integer, Double> ofGroup = new HashMap<>();
  private final CostModel model;

  GroupCosts(Graph graph, CoupledGroups groups, CostModel model) {
    this.groups = groups;
    this.model = model;
    for (Map.Entry<String, Tensor> constant : graph.constants().entrySet()) {
      double own = CostModel.parameters(constant.getValue());
      if (own > 0) {
        spread(constant.getKey(), constant.getValue().rank(), own, 0);
      }
    }
    for (Node node : graph.nodes()) {
      double own = CostModel.macs(graph, node);
      if (own > 0) {
        spread(node.input(), graph.type(node.input()).rank(), 0, own);
        spread(node.result(), graph.type(node.result()).rank(), 0, own);
      }
    }
    sumGroups();
  }

  private void spread(String value, int rank, double parameters, double macs) {
    for (int axis = 0; axis < rank; axis++) {
      for (var entry : groups.classesOf(new ValueAxis(value, axis))) {
        double[] sum = perIndex.computeIfAbsent(entry.getKey(), c -> new double[2]);
        sum[0] += parameters / Math.max(1, entry.getValue().size());
        sum[1] += macs / Math.max(1, entry.getValue().size());
      }
    }
  }

  private void sumGroups() {
    for (int id : groups.classIds()) {
      double[] own = perIndex.getOrDefault(id, new double[2]);
      double cost = model.cost(own[0], own[1]);
      for (int i = 0; i < groups.size(id); i++) {
        ofGroup.merge(groups.group(groups.firstElement(id) + i), cost, Double::sum);
      }
    }
  }

  /** The cost of keeping a group. */
  double of(int group) {
    return ofGroup.get(group);
  }

  /** The cost of adding a constant map with so many elements. */
  double ofMap(double elements) {
    return model.cost(elements, elements);
  }
}
