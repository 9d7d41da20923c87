package dev.espalier.check;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import java.util.Map;

/** Tells before a model runs that it needs more memory than there is. */
public final class MemoryLimit {
  /** What a value of the graph may take in the runtime, which holds a few at a time. */
  private static final double MOST_BYTES = 0x1p31;

  /** What an element of an input takes in Java: a number, its bytes, and a moved copy of them. */
  private static final int BYTES_OF_FED = 24;

  private static final double PART_OF_HEAP = 0.5;
  private static final double BYTES_PER_MB = 1e6;

  private MemoryLimit() {}

  /**
   * Refuses a graph with a value that is too large to be computed, or outputs too large to be
   * compared, as far as sizes are known.
   *
   * @param symbols sizes of symbolic dims; values with other symbols are not looked at
   * @throws NotVerifiableException naming the value
   */
  public static void check(Graph graph, Map<String, Long> symbols) {
    for (Node node : graph.nodes()) {
      for (String result : node.results()) {
        if (!result.equals(Node.ABSENT)) {
          check(result, graph.type(result), symbols);
        }
      }
    }
    double returned = 0;
    for (String output : graph.outputs()) {
      returned += elements(graph.type(output), symbols);
    }
    checkHeap("the outputs " + graph.outputs(), returned);
  }

  private static void check(String value, TensorType type, Map<String, Long> symbols) {
    double bytes = type.isUnknown() ? 0 : elements(type, symbols) * type.element().bytes();
    if (bytes > MOST_BYTES) {
      throw tooLarge("%" + value + " of " + type, bytes, MOST_BYTES);
    }
  }

  /** Refuses values that do not fit into the heap beside each other. */
  static void checkHeap(String what, double elements) {
    double most = Runtime.getRuntime().maxMemory() * PART_OF_HEAP;
    if (elements * BYTES_OF_FED > most) {
      throw tooLarge(what, elements * BYTES_OF_FED, most);
    }
  }

  private static NotVerifiableException tooLarge(String what, double bytes, double most) {
    return new NotVerifiableException(
        "%s would take %.0f MB while the model is run for the comparison, and %.0f MB are there"
            + " for it (--input-shape makes sizes smaller, JAVA_OPTS=-Xmx8g gives Java more,"
            + " --no-verify does without)",
        what, bytes / BYTES_PER_MB, most / BYTES_PER_MB);
  }

  /** The number of elements; 0 where a symbol has no size. */
  private static double elements(TensorType type, Map<String, Long> symbols) {
    double elements = type.isUnknown() ? 0 : 1;
    for (Dim dim : type.dims()) {
      elements *= symbols.keySet().containsAll(dim.symbols()) ? dim.evaluate(symbols) : 0;
    }
    return elements;
  }
}
