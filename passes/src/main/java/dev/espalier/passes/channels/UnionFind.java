package dev.espalier.passes.channels;

import java.util.Arrays;

/**
 * Disjoint sets of integers; the least member stands for its set, so results do not depend on
 * order.
 */
public final class UnionFind {
  private int[] parent = {};
  private int size;

  public UnionFind(int count) {
    grow(count);
  }

  /** Makes room for more members, each in a set of its own; returns the first of them. */
  int grow(int count) {
    int first = size;
    size = Math.addExact(first, count);
    if (size > parent.length) {
      parent = Arrays.copyOf(parent, Math.max(size, 2 * first));
    }
    for (int i = first; i < size; i++) {
      parent[i] = i;
    }
    return first;
  }

  public int find(int member) {
    int root = member;
    while (parent[root] != root) {
      root = parent[root];
    }
    int at = member;
    while (parent[at] != root) {
      int next = parent[at];
      parent[at] = root;
      at = next;
    }
    return root;
  }

  public void union(int a, int b) {
    int x = find(a);
    int y = find(b);
    parent[Math.max(x, y)] = Math.min(x, y);
  }

  int size() {
    return size;
  }
}
