package dev.espalier.compiler;

import dev.espalier.check.InputSizes;
import dev.espalier.check.PortType;
import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.TensorType;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The sizes for which figures of a graph are given: those of its inputs, and of the symbols in
 * them.
 *
 * @param shapes of the inputs
 * @param symbols values of symbolic dims; sizes that only running the model tells count as 1
 */
record Sizes(SortedMap<String, long[]> shapes, SortedMap<String, Long> symbols) {
  /** The sizes of the check: the shapes asked for, and its defaults elsewhere. */
  static Sizes of(Graph graph, Map<String, long[]> asked) {
    List<PortType> ports = ports(graph);
    InputSizes sizes = new InputSizes(ports, asked);
    SortedMap<String, long[]> shapes = new TreeMap<>();
    SortedMap<String, Long> symbols = new TreeMap<>();
    for (PortType port : ports) {
      long[] shape = sizes.shape(port.name());
      shapes.put(port.name(), shape);
      addSymbols(port.type(), shape, symbols);
    }
    return new Sizes(shapes, symbols);
  }

  /** The inputs of a graph, as the check names them. */
  static List<PortType> ports(Graph graph) {
    return graph.inputs().entrySet().stream()
        .map(input -> new PortType(input.getKey(), input.getValue()))
        .toList();
  }

  private static void addSymbols(TensorType type, long[] shape, Map<String, Long> symbols) {
    for (int axis = 0; axis < shape.length; axis++) {
      if (Dim.isSymbol(type.dim(axis).toString())) {
        symbols.put(type.dim(axis).toString(), shape[axis]);
      }
    }
  }

  /**
   * Parameters and multiply-accumulates at these sizes; a count beyond 2^63 is the model's fault.
   */
  MacCount count(Graph graph) {
    try {
      MacCount count = counted(graph);
      count.total();
      return count;
    } catch (ArithmeticException e) {
      throw new IrException("'%s' has more than 2^63 multiply-accumulates", graph.name());
    }
  }

  private MacCount counted(Graph graph) {
    MacCount count = MacCounter.count(graph);
    Map<String, Long> known = new TreeMap<>(symbols);
    List.of(count.conv(), count.linear(), count.matmul(), count.mmcvLike())
        .forEach(dim -> dim.symbols().forEach(symbol -> known.putIfAbsent(symbol, 1L)));
    return count.at(known);
  }
}
