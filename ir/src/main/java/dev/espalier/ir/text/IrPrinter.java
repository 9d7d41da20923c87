package dev.espalier.ir.text;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.ChannelMask;
import dev.espalier.ir.op.Choice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Writes a graph as text, always in the same way, so that tests compare it line by line. */
public final class IrPrinter {
  private final Graph graph;
  private final boolean whole;
  private final Map<String, Integer> reads = new HashMap<>();
  private final Set<String> written = new HashSet<>();

  private IrPrinter(Graph graph, boolean whole) {
    this.graph = graph;
    this.whole = whole;
    graph.nodes().forEach(n -> n.operands().forEach(o -> reads.merge(o, 1, Integer::sum)));
    graph.outputs().forEach(output -> reads.merge(output, 2, Integer::sum));
  }

  /** The text, in the form that the package describes. */
  public static String print(Graph graph) {
    return new IrPrinter(graph, false).print();
  }

  /**
   * As {@link #print}, with the contents of every constant in the text, so that {@link
   * IrParser#parse(String)} reads it back: for small graphs, such as those in tests.
   */
  public static String printWithContents(Graph graph) {
    return new IrPrinter(graph, true).print();
  }

  private String print() {
    StringBuilder out = new StringBuilder();
    String inputs =
        graph.inputs().entrySet().stream()
            .map(input -> "%" + Quotes.name(input.getKey()) + ": " + input.getValue())
            .collect(Collectors.joining(", ", "(", ")"));
    out.append("graph @").append(Quotes.name(graph.name())).append(inputs).append(" {\n");
    graph.nodes().forEach(node -> out.append("  ").append(line(node)).append('\n'));
    String outputs =
        graph.outputs().stream()
            .map(output -> " " + operand(output, false))
            .collect(Collectors.joining(","));
    return out.append("  return").append(outputs).append("\n}\n").toString();
  }

  private String line(Node node) {
    List<String> operands = new ArrayList<>();
    for (int i = 0; i < node.operands().size(); i++) {
      operands.add(operand(node.operands().get(i), isScores(node, i)));
    }
    String results =
        node.results().stream().map(IrPrinter::value).collect(Collectors.joining(", "));
    String types = node.results().stream().map(this::type).collect(Collectors.joining(", "));
    boolean labelled = !node.label().isEmpty() && !node.label().equals(node.result());
    return results
        + " = "
        + node.op().mnemonic()
        + "("
        + String.join(", ", operands)
        + ")"
        + Attributes.print(node.op())
        + " : "
        + types
        + (labelled ? " @" + Quotes.name(node.label()) : "");
  }

  private static boolean isScores(Node node, int operand) {
    return node.op() instanceof ChannelMask && operand == 1
        || node.op() instanceof Choice && operand == node.operands().size() - 1;
  }

  private static String value(String name) {
    return name.equals(Node.ABSENT) ? "_" : "%" + Quotes.name(name);
  }

  private String type(String result) {
    return result.equals(Node.ABSENT) ? "_" : graph.type(result).toString();
  }

  private String operand(String name, boolean elementsHelp) {
    boolean named = reads.getOrDefault(name, 0) > 1;
    if (!graph.constants().containsKey(name) || named && !written.add(name)) {
      return value(name);
    }
    Tensor tensor = graph.constants().get(name);
    String literal = whole ? Literals.whole(tensor) : Literals.print(tensor, elementsHelp);
    return named ? value(name) + "=" + literal : literal;
  }
}
