package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Makes a graph that shows a fault as small as possible while it still shows the fault, by delta
 * debugging (Zeller, Hildebrandt: Simplifying and isolating failure-inducing input, 2002): it takes
 * out large parts first, then single nodes, outputs and operands, then fixes symbolic sizes, makes
 * sizes smaller and attributes and constants plain, and repeats that until nothing helps. Every
 * step keeps a valid graph; cut values become inputs.
 *
 * <p>The result is the same each time the predicate answers the same. {@link
 * dev.espalier.ir.text.IrPrinter#printWithContents} writes it so that it can be read back from its
 * text alone.
 */
public final class ReduceGraph {
  /** Enough for graphs of some hundred nodes. */
  private static final int USUAL_CALLS = 5000;

  private final Predicate<Graph> fails;
  private Graph graph;
  private int calls;

  private ReduceGraph(Graph graph, Predicate<Graph> fails, int calls) {
    this.graph = graph;
    this.fails = fails;
    this.calls = calls;
  }

  /** The smallest graph found that still fails, after a few thousand attempts at most. */
  public static Graph reduce(Graph graph, Predicate<Graph> fails) {
    return reduce(graph, fails, USUAL_CALLS);
  }

  /**
   * As {@link #reduce(Graph, Predicate)}.
   *
   * @param fails whether a graph still shows the fault; it must say so of the given graph
   * @param calls how often the predicate is asked at most
   * @throws IrException when the given graph does not fail
   */
  public static Graph reduce(Graph graph, Predicate<Graph> fails, int calls) {
    if (!fails.test(graph)) {
      throw new IrException("%s: the graph to reduce does not fail", graph.name());
    }
    ReduceGraph reduce = new ReduceGraph(graph, fails, calls);
    boolean helped = true;
    while (helped) {
      helped = reduce.round();
    }
    return reduce.graph;
  }

  /** Takes every step; whether one of them helped and there may be more to gain. */
  private boolean round() {
    Graph before = graph;
    steps(graph.nodes().size()).forEach(this::take);
    return graph != before && calls > 0;
  }

  private static List<Step> steps(int nodes) {
    List<Step> steps = new ArrayList<>();
    for (int size = Integer.highestOneBit(nodes); size > 0; size /= 2) {
      steps.add(new RemoveNodes(size));
      steps.add(new RemoveOutputs());
    }
    steps.add(new BypassNodes());
    steps.add(new RemoveOperands());
    steps.add(new FixSymbols());
    steps.add(new ShrinkSizes());
    steps.add(new SimplifyAttributes());
    steps.add(new SimplifyConstants());
    return steps;
  }

  /** Goes through the candidates of a step; behind one that fails it goes on at the same place. */
  private void take(Step step) {
    List<Supplier<Graph>> candidates = step.candidates(graph);
    int next = 0;
    while (next < candidates.size() && calls > 0) {
      if (accept(candidates.get(next))) {
        candidates = step.candidates(graph);
      } else {
        next++;
      }
    }
  }

  private boolean accept(Supplier<Graph> candidate) {
    Graph smaller;
    try {
      smaller = candidate.get();
    } catch (IrException e) {
      return false;
    }
    calls--;
    if (!fails.test(smaller)) {
      return false;
    }
    graph = smaller;
    return true;
  }
}
