package dev.espalier.tflite.layout;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The cheapest way to put nodes on two sides: Dinic's algorithm (E. A. Dinic, 1970) on a network
 * with a source and a sink. An edge costs its capacity when it leads from the source's side to the
 * sink's.
 */
final class MinCut {
  /** A capacity that is never cut. */
  static final long FORBIDDEN = Long.MAX_VALUE / 4;

  static final int SOURCE = 0;
  static final int SINK = 1;

  private final List<Edge> edges = new ArrayList<>();
  private final List<List<Integer>> leaving = new ArrayList<>();
  private int[] level = {};
  private int[] next = {};

  /** A directed edge with what can still flow; edge {@code i ^ 1} is its reverse. */
  private static final class Edge {
    private final int to;
    private long left;

    Edge(int to, long left) {
      this.to = to;
      this.left = left;
    }
  }

  MinCut() {
    node();
    node();
  }

  /** Adds a node and returns its number. */
  int node() {
    leaving.add(new ArrayList<>());
    return leaving.size() - 1;
  }

  /**
   * Makes it cost something to put {@code from} on the source's side and {@code to} on the other.
   */
  void edge(int from, int to, long cost) {
    if (cost > 0 && from != to) {
      leaving.get(from).add(edges.size());
      edges.add(new Edge(to, cost));
      leaving.get(to).add(edges.size());
      edges.add(new Edge(from, 0));
    }
  }

  /** The nodes on the sink's side; as few as a cheapest cut can have there. */
  BitSet sinkSide() {
    while (levels()) {
      next = new int[leaving.size()];
      while (augment()) {
        // each call sends flow along one shortest path
      }
    }
    return reachingSink();
  }

  private boolean levels() {
    level = new int[leaving.size()];
    Arrays.fill(level, -1);
    level[SOURCE] = 0;
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(SOURCE));
    while (!queue.isEmpty()) {
      int node = queue.poll();
      for (int index : leaving.get(node)) {
        Edge edge = edges.get(index);
        if (edge.left > 0 && level[edge.to] < 0) {
          level[edge.to] = level[node] + 1;
          queue.add(edge.to);
        }
      }
    }
    return level[SINK] >= 0;
  }

  /** Walks towards the sink, steps back from dead ends, and fills the path it finds. */
  private boolean augment() {
    List<Integer> path = new ArrayList<>();
    int node = SOURCE;
    while (node != SINK) {
      int step = step(node);
      if (step >= 0) {
        path.add(step);
        node = edges.get(step).to;
      } else if (path.isEmpty()) {
        return false;
      } else {
        int back = path.remove(path.size() - 1);
        node = edges.get(back ^ 1).to;
        next[node]++;
      }
    }
    long flow = path.stream().mapToLong(index -> edges.get(index).left).min().orElseThrow();
    for (int index : path) {
      edges.get(index).left -= flow;
      edges.get(index ^ 1).left += flow;
    }
    return true;
  }

  private int step(int node) {
    List<Integer> out = leaving.get(node);
    for (; next[node] < out.size(); next[node]++) {
      Edge edge = edges.get(out.get(next[node]));
      if (edge.left > 0 && level[edge.to] == level[node] + 1) {
        return out.get(next[node]);
      }
    }
    return -1;
  }

  private BitSet reachingSink() {
    BitSet reached = new BitSet();
    reached.set(SINK);
    ArrayDeque<Integer> queue = new ArrayDeque<>(List.of(SINK));
    while (!queue.isEmpty()) {
      for (int index : leaving.get(queue.poll())) {
        int from = edges.get(index).to;
        if (edges.get(index ^ 1).left > 0 && !reached.get(from)) {
          reached.set(from);
          queue.add(from);
        }
      }
    }
    return reached;
  }
}
