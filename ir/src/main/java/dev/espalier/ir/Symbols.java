package dev.espalier.ir;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Gives the symbolic dims of a graph the sizes of concrete inputs. */
public final class Symbols {
  private Symbols() {}

  /**
   * The sizes of the symbols in the inputs' types. An input that does not fit its type, or a symbol
   * that no single dim determines, is an error.
   *
   * @param shapes concrete shapes by input; inputs without one say nothing
   */
  public static Map<String, Dim> solve(Graph graph, Map<String, long[]> shapes) {
    Map<String, Dim> known = new LinkedHashMap<>();
    boolean progress = true;
    while (progress) {
      int before = known.size();
      shapes.forEach((input, shape) -> solve(input, graph.type(input), shape, known));
      progress = known.size() > before;
    }
    shapes.forEach((input, shape) -> check(input, graph.type(input), shape, known));
    return known;
  }

  private static void solve(String input, TensorType type, long[] shape, Map<String, Dim> known) {
    if (type.rank() != shape.length) {
      throw new IrException(
          "%%%s: rank %d is needed, got %s",
          input, type.rank(), TensorType.of(type.element(), shape));
    }
    for (int i = 0; i < shape.length; i++) {
      Dim dim = type.dim(i).substitute(known);
      Set<String> open = dim.symbols();
      if (open.size() == 1) {
        String symbol = open.iterator().next();
        known.put(symbol, Dim.of(root(input, dim, symbol, shape[i])));
      }
    }
  }

  /** The value of the only symbol that gives a dim its size. */
  private static long root(String input, Dim dim, String symbol, long size) {
    long offset = dim.evaluate(Map.of(symbol, 0L));
    long slope = dim.evaluate(Map.of(symbol, 1L)) - offset;
    long root = slope == 0 ? 0 : (size - offset) / slope;
    if (slope == 0
        || dim.evaluate(Map.of(symbol, 2L)) != offset + 2 * slope
        || dim.evaluate(Map.of(symbol, root)) != size
        || root < 0) {
      throw new IrException("%%%s: no value of %s makes %s equal %d", input, symbol, dim, size);
    }
    return root;
  }

  private static void check(String input, TensorType type, long[] shape, Map<String, Dim> known) {
    TensorType found = TensorType.of(type.element(), shape);
    if (!type.substitute(known).equals(found)) {
      throw new IrException("%%%s: %s is needed, got %s, with %s", input, type, found, known);
    }
  }

  /** The graph with symbols replaced by dims, and all types inferred anew. */
  public static Graph bind(Graph graph, Map<String, Dim> symbols) {
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach((name, type) -> builder.input(name, type.substitute(symbols)));
    graph.constants().forEach(builder::constant);
    for (Node node : graph.nodes()) {
      builder.node(node.withOp(node.op().substitute(symbols)));
    }
    return builder.build(graph.outputs());
  }
}
