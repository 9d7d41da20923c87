package dev.espalier.tflite.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinCutTest {
  private record Edge(int from, int to, long cost) {}

  @Test
  void theCheaperEdgeIsCut() {
    MinCut cut = new MinCut();
    int node = cut.node();
    cut.edge(MinCut.SOURCE, node, 3);
    cut.edge(node, MinCut.SINK, 2);
    assertThat(cut.sinkSide().get(node)).isFalse();
  }

  @Test
  void ofTwoCheapestCutsTheOneWithFewerNodesAtTheSink() {
    MinCut cut = new MinCut();
    int node = cut.node();
    cut.edge(MinCut.SOURCE, node, 2);
    cut.edge(node, MinCut.SINK, 2);
    assertThat(cut.sinkSide().get(node)).isFalse();
  }

  @Test
  void aForbiddenEdgeIsNeverCut() {
    MinCut cut = new MinCut();
    int first = cut.node();
    int second = cut.node();
    cut.edge(MinCut.SOURCE, first, 1_000_000_000_000L);
    cut.edge(first, second, MinCut.FORBIDDEN);
    cut.edge(second, MinCut.SINK, 2_000_000_000_000L);
    assertThat(cut.sinkSide().stream()).contains(first, second, MinCut.SINK);
  }

  @Test
  void edgesThatCostNothingDoNotCount() {
    MinCut cut = new MinCut();
    int node = cut.node();
    cut.edge(node, MinCut.SINK, 0);
    cut.edge(node, MinCut.SINK, -5);
    cut.edge(node, node, 7);
    assertThat(cut.sinkSide().stream()).containsExactly(MinCut.SINK);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void noCutIsCheaper(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 60; i++) {
      int nodes = 3 + random.nextInt(8);
      List<Edge> edges = edges(nodes, random);
      MinCut cut = new MinCut();
      for (int node = 2; node < nodes; node++) {
        assertThat(cut.node()).isEqualTo(node);
      }
      edges.forEach(edge -> cut.edge(edge.from, edge.to, edge.cost));
      assertCheapest(nodes, edges, cut.sinkSide());
    }
  }

  private static List<Edge> edges(int nodes, Random random) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < 3 * nodes; i++) {
      edges.add(new Edge(random.nextInt(nodes), random.nextInt(nodes), random.nextInt(6)));
    }
    return edges;
  }

  /** The cheapest cut, and of several the one whose nodes are at the sink in all of them. */
  private static void assertCheapest(int nodes, List<Edge> edges, BitSet found) {
    assertThat(found.get(MinCut.SOURCE)).isFalse();
    assertThat(found.get(MinCut.SINK)).isTrue();
    long cheapest = cost(edges, found);
    for (long rest = 0; rest < 1L << (nodes - 2); rest++) {
      BitSet other = BitSet.valueOf(new long[] {rest << 2 | 1L << MinCut.SINK});
      assertThat(cost(edges, other)).isGreaterThanOrEqualTo(cheapest);
      if (cost(edges, other) == cheapest) {
        other.and(found);
        assertThat(other).isEqualTo(found);
      }
    }
  }

  private static long cost(List<Edge> edges, BitSet sink) {
    return edges.stream()
        .filter(edge -> !sink.get(edge.from) && sink.get(edge.to))
        .mapToLong(Edge::cost)
        .sum();
  }
}
