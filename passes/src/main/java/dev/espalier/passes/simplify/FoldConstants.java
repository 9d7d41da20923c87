package dev.espalier.passes.simplify;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.passes.Outcome;
import dev.espalier.passes.Pass;
import dev.espalier.passes.Rebuild;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Computes what does not depend on the input.
 *
 * <pre>
 * %k = mul(%a, %b)    // %a and %b are constants
 * %y = add(%x, %k)  |  %y = add(%x, %k)    // %k is a constant
 * </pre>
 *
 * Computed in double with StrictMath and rounded once; integers exactly. Left as they are: opaque
 * operators and choices; results of more than {@value #GROWTH} times the bytes of the constants
 * they were computed from in the end, in however many steps, if they have more than {@value #SMALL}
 * bytes, so that a file does not grow by a repeated constant; and computations of more than {@value
 * #MOST} elements.
 */
public final class FoldConstants implements Pass {
  /** Told of a node with constant operands that stays, and why. */
  @FunctionalInterface
  public interface Listener {
    void left(Node node, Outcome.Refused refused);
  }

  static final long GROWTH = 4;
  static final long SMALL = 1 << 20;
  static final long MOST = 1 << 25;

  private static final Set<ElementType> COMPUTED =
      EnumSet.of(
          ElementType.F32,
          ElementType.F16,
          ElementType.F64,
          ElementType.I8,
          ElementType.U8,
          ElementType.I32,
          ElementType.I64,
          ElementType.BOOL);

  private final Listener listener;

  /** Bytes of the constants that one was computed from; of others, their own bytes count. */
  private final Map<Tensor, Long> sources = new HashMap<>();

  public FoldConstants() {
    this((node, refused) -> {});
  }

  public FoldConstants(Listener listener) {
    this.listener = listener;
  }

  @Override
  public Graph run(Graph graph) {
    Map<String, Tensor> known = new HashMap<>(graph.constants());
    Rebuild rebuild = new Rebuild(graph);
    boolean changed = false;
    for (Node node : graph.nodes()) {
      if (isConstant(graph, node, known) && !isTooLarge(graph, node, known)) {
        fold(graph, node, known, rebuild);
        changed = true;
      } else {
        rebuild.node(node);
      }
    }
    return changed ? rebuild.build() : graph;
  }

  private static boolean isConstant(Graph graph, Node node, Map<String, Tensor> known) {
    Op op = node.op();
    boolean stays =
        op instanceof Opaque
            || op instanceof Choice
            || op instanceof Identity && graph.isOutput(node.result());
    return !stays
        && node.operands().stream().anyMatch(known::containsKey)
        && node.operands().stream().allMatch(o -> o.equals(Node.ABSENT) || known.containsKey(o))
        && graph.resultTypes(node).stream().allMatch(t -> t.isUnknown() || t.isStatic())
        && (ConstantValue.isLazy(op) || isComputed(graph, node));
  }

  private static boolean isComputed(Graph graph, Node node) {
    return node.operands().stream()
            .filter(o -> !o.equals(Node.ABSENT))
            .allMatch(o -> COMPUTED.contains(graph.type(o).element()))
        && graph.resultTypes(node).stream()
            .allMatch(t -> t.isUnknown() || COMPUTED.contains(t.element()));
  }

  private boolean isTooLarge(Graph graph, Node node, Map<String, Tensor> known) {
    if (ConstantValue.isLazy(node.op())) {
      return false;
    }
    long from = sources(node, known);
    long elements = 0;
    for (String operand : node.operands()) {
      elements += operand.equals(Node.ABSENT) ? 0 : known.get(operand).size();
    }
    long to = 0;
    for (TensorType type : graph.resultTypes(node)) {
      if (!type.isUnknown()) {
        long size = type.elements().value();
        to += size * type.element().bytes();
        elements += size;
      }
    }
    boolean grows = to > SMALL && to > GROWTH * from;
    if (grows || elements > MOST) {
      listener.left(node, new Outcome.Refused("makes %d bytes of %d", List.of(to, from)));
    }
    return grows || elements > MOST;
  }

  private long sources(Node node, Map<String, Tensor> known) {
    return node.operands().stream()
        .distinct()
        .filter(operand -> !operand.equals(Node.ABSENT))
        .map(known::get)
        .mapToLong(tensor -> sources.getOrDefault(tensor, tensor.byteSize()))
        .sum();
  }

  private void fold(Graph graph, Node node, Map<String, Tensor> known, Rebuild rebuild) {
    List<Optional<Tensor>> operands =
        node.operands().stream().map(o -> Optional.ofNullable(known.get(o))).toList();
    List<Tensor> values = values(graph, node, operands);
    long from = sources(node, known);
    values.forEach(value -> sources.put(value, Math.min(from, value.byteSize())));
    List<String> results = new ArrayList<>(node.results());
    for (int i = 0; i < results.size(); i++) {
      String result = results.get(i);
      if (!result.equals(Node.ABSENT)) {
        known.put(result, values.get(i));
        define(graph, result, values.get(i), rebuild);
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
    String name = result + ".value";
    for (int i = 2; graph.has(name) || rebuild.defines(name); i++) {
      name = result + ".value" + i;
    }
    rebuild.constant(name, value).node(Node.of(new Identity(), List.of(name), result));
  }
}
