package dev.espalier.tflite;

import dev.espalier.ir.ElementType;
import dev.espalier.tflite.model.LiteModel;
import java.util.List;

/**
 * A graph as TFLite sees it.
 *
 * @param inputs how each input relates to the graph's, in order
 * @param outputs how each output relates to the graph's, in order
 * @param minRuntime the oldest runtime that knows all operators, such as {@code 2.3.0}
 */
public record TfliteExport(
    LiteModel model,
    List<Port> inputs,
    List<Port> outputs,
    LayoutReport layout,
    GpuReport gpu,
    List<Lint> lints,
    String minRuntime) {
  /** What became of an ArgMax at an output. */
  public enum Labels {
    /** The output is what the graph returns. */
    AS_IN_GRAPH,
    /** The graph returns classes, the file the scores they are chosen from. */
    SCORES_ONLY,
    /** The graph returns scores, the file the classes chosen from them along axis 1. */
    CHOSEN
  }

  /**
   * An input or output.
   *
   * @param name in the graph and in the file
   * @param order axis i in the file is axis {@code order.get(i)} of the graph's value
   * @param element in the file; int32 where the graph has int64
   */
  public record Port(String name, List<Integer> order, ElementType element, Labels labels) {
    public Port {
      order = List.copyOf(order);
    }
  }

  public TfliteExport {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    lints = List.copyOf(lints);
  }
}
