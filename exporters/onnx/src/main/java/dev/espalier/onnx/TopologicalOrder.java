package dev.espalier.onnx;

import ai.onnx.proto.OnnxMl.NodeProto;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Nodes in an order in which they can run: that of the file where it is one already, otherwise the
 * first that can run comes first.
 */
public final class TopologicalOrder {
  private final List<NodeProto> nodes;
  private final Map<String, Integer> producers = new HashMap<>();
  private final List<Set<Integer>> needs = new ArrayList<>();

  private TopologicalOrder(List<NodeProto> nodes) {
    this.nodes = nodes;
    for (int i = 0; i < nodes.size(); i++) {
      for (String output : nodes.get(i).getOutputList()) {
        if (!output.isEmpty() && producers.put(output, i) != null) {
          throw OnnxException.malformed("%%%s is made by two nodes", output);
        }
      }
    }
    for (NodeProto node : nodes) {
      Set<Integer> before = new LinkedHashSet<>();
      for (String read : Captures.read(node)) {
        if (producers.containsKey(read)) {
          before.add(producers.get(read));
        }
      }
      needs.add(before);
    }
  }

  /** The nodes, sorted; a cycle is the model's fault. */
  public static List<NodeProto> of(List<NodeProto> nodes) {
    return new TopologicalOrder(nodes).sorted();
  }

  private List<NodeProto> sorted() {
    List<List<Integer>> readers = new ArrayList<>();
    nodes.forEach(node -> readers.add(new ArrayList<>()));
    int[] missing = new int[nodes.size()];
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < nodes.size(); i++) {
      missing[i] = needs.get(i).size();
      for (int before : needs.get(i)) {
        readers.get(before).add(i);
      }
      if (missing[i] == 0) {
        ready.add(i);
      }
    }
    List<NodeProto> order = new ArrayList<>();
    while (!ready.isEmpty()) {
      int next = ready.remove();
      order.add(nodes.get(next));
      for (int reader : readers.get(next)) {
        if (--missing[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (order.size() < nodes.size()) {
      throw cycle(missing);
    }
    return order;
  }

  /** Walks backwards over nodes that cannot run until one comes again: it is on a cycle. */
  private OnnxException cycle(int[] missing) {
    int at = 0;
    while (missing[at] == 0) {
      at++;
    }
    Set<Integer> seen = new LinkedHashSet<>();
    while (seen.add(at)) {
      at = needs.get(at).stream().filter(need -> missing[need] > 0).findFirst().orElseThrow();
    }
    return OnnxException.malformed(
        "%%%s depends on itself: the graph has a cycle", nodes.get(at).getOutput(0));
  }
}
