package dev.espalier.search.cost;

import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.ir.Node;
import dev.espalier.ir.TensorType;
import dev.espalier.passes.Pipeline;
import dev.espalier.passes.prune.LearnSizes;
import dev.espalier.passes.prune.Narrowable;
import dev.espalier.passes.prune.Narrowable.Widths;
import dev.espalier.passes.prune.ScaledSizes;
import dev.espalier.passes.prune.SumOfParts;
import dev.espalier.passes.prune.WidthCost;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Multiply-accumulates, as {@link MacCounter} counts them. The derivative by the channels of a
 * group is what the last one that is kept costs: where no operator has a group among both its
 * inputs and its outputs, all of its channels cost the same.
 */
public final class MacMeasure implements CostMeasure {
  static final String UNIT = "MACs";

  private final SumOfParts.Memory memory = new SumOfParts.Memory();

  @Override
  public String unit() {
    return UNIT;
  }

  @Override
  public WidthCost learn(Narrowable graph) {
    Graph base = Pipeline.standard(graph.narrowed(new int[graph.widths().size()])).graph();
    List<Node> counted = counted(base);
    LearnSizes.Sizes sizes =
        steps -> sizes(counted, Pipeline.standard(graph.narrowed(steps)).graph());
    ScaledSizes learned = LearnSizes.of(graph.widths(), shapes(base, counted), sizes);
    int[] channels = graph.widths().stream().mapToInt(Widths::channels).toArray();
    List<MacPart> parts = new ArrayList<>();
    int tensor = 0;
    for (Node node : counted) {
      int end = tensor + node.operands().size() + 1;
      parts.add(
          new MacPart(
              node.op(),
              new ScaledSizes(
                  learned.base().subList(tensor, end), learned.slopes().subList(tensor, end)),
              channels));
      tensor = end;
    }
    return new SumOfParts(parts, memory);
  }

  @Override
  public double of(Graph graph) {
    Dim total = MacCounter.count(Pipeline.standard(graph).graph()).total();
    if (!total.isConstant()) {
      throw new IrException(
          "the multiply-accumulates depend on sizes that are not known (%s);"
              + " a target needs a graph of fixed input shapes",
          total);
    }
    return total.value();
  }

  @Override
  public Map<String, Double> byNode(Graph graph) {
    Graph compiled = Pipeline.standard(graph).graph();
    Map<String, Double> costs = new LinkedHashMap<>();
    for (Node node : counted(compiled)) {
      Dim macs = node.op().macs(compiled.operands(node), compiled.resultTypes(node));
      costs.put(node.result(), (double) macs.value());
    }
    return costs;
  }

  private static List<Node> counted(Graph graph) {
    List<MacCount> counts = MacCounter.perNode(graph);
    return IntStream.range(0, counts.size())
        .filter(i -> !counts.get(i).total().is(0))
        .mapToObj(graph.nodes()::get)
        .toList();
  }

  private static Optional<List<List<Integer>>> sizes(List<Node> base, Graph narrow) {
    List<Node> nodes = counted(narrow);
    boolean same = nodes.size() == base.size();
    for (int i = 0; same && i < base.size(); i++) {
      same =
          nodes.get(i).op().getClass() == base.get(i).op().getClass()
              && nodes.get(i).operands().size() == base.get(i).operands().size();
    }
    return same ? Optional.of(shapes(narrow, nodes)) : Optional.empty();
  }

  /** The sizes of the operands of each node, and of its result. */
  private static List<List<Integer>> shapes(Graph graph, List<Node> nodes) {
    List<List<Integer>> shapes = new ArrayList<>();
    for (Node node : nodes) {
      node.operands().forEach(operand -> shapes.add(shape(graph, operand)));
      shapes.add(shape(graph, node.result()));
    }
    return shapes;
  }

  private static List<Integer> shape(Graph graph, String value) {
    if (value.equals(Node.ABSENT)) {
      return List.of();
    }
    TensorType type = graph.type(value);
    if (!type.isStatic()) {
      throw new IrException(
          "%%%s: its type %s has sizes that are not known; a target needs a graph of fixed input"
              + " shapes",
          value, type);
    }
    return type.dims().stream().map(dim -> Math.toIntExact(dim.value())).toList();
  }
}
