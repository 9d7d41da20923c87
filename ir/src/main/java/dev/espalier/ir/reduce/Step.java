package dev.espalier.ir.reduce;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import java.util.List;
import java.util.function.Supplier;

/** One way to make a graph smaller or plainer. */
interface Step {
  /**
   * What this step would make of a graph, best first; each is built when it is asked for, and
   * throws {@link IrException} if it is no valid graph. Every one is smaller or plainer than the
   * graph, so that repeating a step ends.
   */
  List<Supplier<Graph>> candidates(Graph graph);
}
