package dev.espalier.ir.reduce;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Gives a symbolic dimension a size. */
record FixSymbols() implements Step {
  private static final List<Long> SIZES = List.of(1L, 2L, 4L, 8L, 16L, 32L, 64L);

  @Override
  public List<Supplier<Graph>> candidates(Graph graph) {
    TreeSet<String> symbols = new TreeSet<>();
    graph.inputs().values().forEach(t -> t.dims().forEach(d -> symbols.addAll(d.symbols())));
    List<Supplier<Graph>> candidates = new ArrayList<>();
    for (String symbol : symbols) {
      SIZES.forEach(size -> candidates.add(() -> fix(graph, Map.of(symbol, Dim.of(size)))));
    }
    return candidates;
  }

  private static Graph fix(Graph graph, Map<String, Dim> sizes) {
    return new Draft(graph)
        .addAll()
        .withTypes(type -> type.substitute(sizes))
        .withOperators((op, operands) -> op.substitute(sizes))
        .build(graph.outputs());
  }
}
