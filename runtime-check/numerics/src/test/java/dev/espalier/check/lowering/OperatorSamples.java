package dev.espalier.check.lowering;

import dev.espalier.ir.Graph;
import java.util.List;
import java.util.Map;

/**
 * Small graphs of one operator each, in its usual forms and at the edges of what runtimes express;
 * every backend runs them.
 */
public final class OperatorSamples {
  private OperatorSamples() {}

  /** Graphs by operator; the first one is the operator's usual form. */
  public static Map<String, List<Graph>> all() {
    SampleTable samples = new SampleTable();
    ElementSamples.add(samples);
    LayerSamples.add(samples);
    LayoutSamples.add(samples);
    return samples.graphs();
  }
}
