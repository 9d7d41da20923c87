package dev.espalier.search.cost;

import dev.espalier.ir.Graph;
import dev.espalier.passes.prune.Narrowable;
import dev.espalier.passes.prune.WidthCost;
import java.util.Map;

/** How the cost of networks is measured. */
public interface CostMeasure {
  /** What costs are counted in. */
  String unit();

  /** The cost of a masked graph once it is compiled, at any widths. */
  WidthCost learn(Narrowable graph);

  /** The cost of a masked graph without choices once it is compiled. */
  double of(Graph graph);

  /** The same by the names of the nodes that cost something, in the order they run. */
  Map<String, Double> byNode(Graph graph);
}
