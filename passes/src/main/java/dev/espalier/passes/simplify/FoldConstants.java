package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Identity;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Computes what does not depend on the input.
 *
 * <pre>
 * %k = mul(%a, %b)    // %a and %b are constants
 * %y = add(%x, %k)  |  %y = add(%x, %k)    // %k is a constant
 * </pre>
 *
 * Computed in double with StrictMath and rounded once; integers exactly. Left as they are: opaque
 * operators and choices, and results that would make the file much larger ({@link FoldPlan}).
 */
public final class FoldConstants implements Pass {
  /** Told of a node with constant operands that stays, and why. */
  @FunctionalInterface
  public interface Listener {
    void left(Node node, Outcome.Refused refused);
  }

  private final Listener listener;

  public FoldConstants() {
    this((node, refused) -> {});
  }

  public FoldConstants(Listener listener) {
    this.listener = listener;
  }

  @Override
  public Graph run(Graph graph) {
    FoldPlan plan = new FoldPlan(graph, listener);
    if (plan.isEmpty()) {
      return graph;
    }
    Map<String, Tensor> known = new HashMap<>(graph.constants());
    Rebuild rebuild = new Rebuild(graph);
    for (Node node : graph.nodes()) {
      if (plan.evaluates(node)) {
        evaluate(graph, node, known);
      }
      if (plan.writes(node)) {
        write(graph, node, known, rebuild);
      } else {
        rebuild.node(node);
      }
    }
    return rebuild.build();
  }

  private static void evaluate(Graph graph, Node node, Map<String, Tensor> known) {
    List<Optional<Tensor>> operands =
        node.operands().stream().map(o -> Optional.ofNullable(known.get(o))).toList();
    List<Tensor> values = values(graph, node, operands);
    for (int i = 0; i < values.size(); i++) {
      known.put(node.results().get(i), values.get(i));
    }
  }

  private static void write(Graph graph, Node node, Map<String, Tensor> known, Rebuild rebuild) {
    for (String result : node.results()) {
      if (!result.equals(Node.ABSENT)) {
        define(graph, result, known.get(result), rebuild);
      }
    }
  }

  private static List<Tensor> values(Graph graph, Node node, List<Optional<Tensor>> operands) {
    try {
      return ConstantValue.of(node, operands, graph.resultTypes(node));
    } catch (IrException e) {
      throw new IrException("%%%s: %s", node.result(), e.getMessage());
    }
  }

  /** A constant cannot be an output by itself; an identity makes it one. */
  private static void define(Graph graph, String result, Tensor value, Rebuild rebuild) {
    if (!graph.isOutput(result)) {
      rebuild.constant(result, value);
      return;
    }
    String name = rebuild.fresh(result + ".value");
    rebuild.constant(name, value).node(Node.of(new Identity(), List.of(name), result));
  }
}
