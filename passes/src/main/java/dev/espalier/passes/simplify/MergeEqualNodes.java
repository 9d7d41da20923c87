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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

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

  private static final String CONSTANT = "#";

  /** What is known of a node before its attributes and the content of its constants are read. */
  private record Kind(Class<? extends Op> operator, List<String> operands) {}

  private record Computation(Op op, List<Content> constants, List<Boolean> results) {}

  @Override
  public Graph run(Graph graph) {
    return new Sweep(graph).run();
  }

  private static final class Sweep {
    private final Graph graph;
    private final Rebuild rebuild;
    private final Map<Kind, Alike> known = new HashMap<>();
    private final Map<String, String> merged = new HashMap<>();
    private final Map<String, Content> contents = new HashMap<>();

    Sweep(Graph graph) {
      this.graph = graph;
      this.rebuild = new Rebuild(graph);
    }

    Graph run() {
      for (Node node : graph.nodes()) {
        if (node.op() instanceof Opaque || node.op() instanceof Identity) {
          rebuild.node(node);
        } else {
          place(node);
        }
      }
      return merged.isEmpty() ? graph : rebuild.build();
    }

    private void place(Node node) {
      Optional<Node> first = known.computeIfAbsent(kind(node), k -> new Alike()).earlier(node);
      if (first.isEmpty()) {
        rebuild.node(node);
        return;
      }
      for (int i = 0; i < node.results().size(); i++) {
        if (!node.results().get(i).equals(Node.ABSENT)) {
          merged.put(node.results().get(i), first.get().results().get(i));
          rebuild.forward(node.results().get(i), first.get().results().get(i));
        }
      }
    }

    /** Constants are operands without a name. */
    private Kind kind(Node node) {
      Stream<String> operands = node.operands().stream().map(this::nameOf);
      return new Kind(
          node.op().getClass(),
          COMMUTATIVE.contains(node.op().getClass())
              ? operands.sorted().toList()
              : operands.toList());
    }

    private String nameOf(String operand) {
      return isCompared(operand) ? CONSTANT : "%" + merged.getOrDefault(operand, operand);
    }

    private boolean isCompared(String value) {
      return graph.constant(value).filter(tensor -> tensor.element().isNumeric()).isPresent();
    }

    /** What a node computes from its operands, and which results of it are there. */
    private Computation computation(Node node) {
      return new Computation(
          node.op(),
          node.operands().stream().filter(this::isCompared).map(this::content).toList(),
          node.results().stream().map(r -> !r.equals(Node.ABSENT)).toList());
    }

    private Content content(String constant) {
      return contents.computeIfAbsent(constant, c -> new Content(graph.constant(c).orElseThrow()));
    }

    /** Nodes of one kind, by what they compute when there are several. */
    private final class Alike {
      private final Map<Computation, Node> nodes = new HashMap<>();
      private Optional<Node> only = Optional.empty();

      /** The first node that computes the same as one; empty if there is none before it. */
      Optional<Node> earlier(Node node) {
        if (only.isEmpty()) {
          only = Optional.of(node);
          return Optional.empty();
        }
        if (nodes.isEmpty()) {
          nodes.put(computation(only.get()), only.get());
        }
        return Optional.ofNullable(nodes.putIfAbsent(computation(node), node));
      }
    }
  }
}
