package dev.espalier.passes;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.passes.channels.ValueAxis;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Puts channel masks between values and all their readers.
 *
 * <pre>
 *   %r = relu(%a)             %r = relu(%a)
 *   %y = conv(%r, %w)         %r.masked = channel_mask(%r, %r.scores)
 *                             %y = conv(%r.masked, %w)
 * </pre>
 *
 * <p>A value that is a graph output is returned as it is.
 */
public final class InsertMasks implements Pass {
  private final Map<ValueAxis, double[]> scores;

  /**
   * @param scores per masked axis, one score per index; in an order that is the same in every run
   */
  public InsertMasks(Map<ValueAxis, double[]> scores) {
    this.scores = scores;
  }

  @Override
  public Graph run(Graph graph) {
    if (scores.isEmpty()) {
      return graph;
    }
    Map<String, List<ValueAxis>> axes =
        scores.keySet().stream().collect(Collectors.groupingBy(ValueAxis::value));
    Rebuild rebuild = new Rebuild(graph);
    Map<String, String> masked = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<String> operands = node.operands().stream().map(o -> masked.getOrDefault(o, o)).toList();
      rebuild.node(node.withOperands(operands));
      for (String result : node.results()) {
        for (ValueAxis axis : axes.getOrDefault(result, List.of())) {
          mask(graph, axis, masked, rebuild);
        }
      }
    }
    return rebuild.build();
  }

  private void mask(Graph graph, ValueAxis axis, Map<String, String> masked, Rebuild rebuild) {
    String input = masked.getOrDefault(axis.value(), axis.value());
    String result = free(graph, masked, axis.value() + ".masked");
    String name = result + ".scores";
    double[] own = scores.get(axis);
    rebuild.constant(name, Tensor.of(ElementType.F32, new long[] {own.length}, own));
    rebuild.node(Node.of(new ChannelMask(axis.axis()), List.of(input, name), result));
    masked.put(axis.value(), result);
  }

  private static String free(Graph graph, Map<String, String> masked, String base) {
    String name = base;
    for (int i = 2;
        graph.has(name) || graph.has(name + ".scores") || masked.containsValue(name);
        i++) {
      name = base + i;
    }
    return name;
  }
}
