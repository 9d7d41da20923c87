package dev.espalier.passes.channels;

import java.util.Arrays;

/**
 * Disjoint sets of integers; the least member stands for its set, so results do not depend on
 * order.
 */
final class UnionFind {
  private int[] parent;

  UnionFind(int size) {
    parent = new int[size];
    Arrays.setAll(parent, i -> i);
  }

  /** Makes room for more members, each in a set of its own; returns the first of them. */
  int grow(int count) {
    int first = parent.length;
    parent = Arrays.copyOf(parent, first + count);
    for (int i = first; i < parent.length; i++) {
      parent[i] = i;
    }
    return first;
  }

  int find(int member) {
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

  void union(int a, int b) {
    int x = find(a);
    int y = find(b);
    parent[Math.max(x, y)] = Math.min(x, y);
  }

  int size() {
    return parent.length;
  }
}
