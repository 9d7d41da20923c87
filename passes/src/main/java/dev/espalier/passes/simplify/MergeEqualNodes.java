package dev.espalier.passes.simplify;

import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.And;
import dev.espalier.ir.op.Equal;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.Max;
import dev.espalier.ir.op.Min;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.ir.op.Or;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Nodes that compute the same become one, the first.
 *
 * <pre>
 * %a = relu(%x)
 * %b = relu(%x)
 * %y = add(%a, %b)  |  %y = add(%a, %a)
 * </pre>
 *
 * Attributes count, operands may be equal constants of different names, and operands of commutative
 * operators may be swapped. Never merges opaque operators, which may be random. An output keeps its
 * name: the node that stays takes it over, and of two outputs one becomes an identity of the other.
 */
public final class MergeEqualNodes implements Pass {
  private static final Set<Class<? extends Op>> COMMUTATIVE =
      Set.of(Add.class, Mul.class, Max.class, Min.class, And.class, Or.class, Equal.class);

  /** What a node computes; {@code results} tells how many of its results it makes. */
  private record Computation(Op op, List<String> operands, List<Boolean> results) {}

  @Override
  public Graph run(Graph graph) {
    Sameness sameness = Sameness.of(graph.constants());
    Map<Computation, Node> known = new HashMap<>();
    Map<String, String> merged = new HashMap<>();
    Rebuild rebuild = new Rebuild(graph);
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Opaque || node.op() instanceof Identity) {
        rebuild.node(node);
        continue;
      }
      Node first = known.putIfAbsent(computation(node, merged, sameness), node);
      if (first == null) {
        rebuild.node(node);
        continue;
      }
      for (int i = 0; i < node.results().size(); i++) {
        if (!node.results().get(i).equals(Node.ABSENT)) {
          merged.put(node.results().get(i), first.results().get(i));
          rebuild.forward(node.results().get(i), first.results().get(i));
        }
      }
    }
    return merged.isEmpty() ? graph : rebuild.build();
  }

  private static Computation computation(Node node, Map<String, String> merged, Sameness sameness) {
    List<String> operands =
        node.operands().stream().map(o -> sameness.first(merged.getOrDefault(o, o))).toList();
    return new Computation(
        node.op(),
        COMMUTATIVE.contains(node.op().getClass()) ? operands.stream().sorted().toList() : operands,
        node.results().stream().map(r -> !r.equals(Node.ABSENT)).toList());
  }
}
