package dev.espalier.passes.simplify;

import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.Opaque;
import dev.espalier.passes.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes of a graph are computed from its constants, and which results are written as
 * constants: those that something reads which stays.
 *
 * <p>Nodes that depend on constants alone stay where their results are too large. What only such a
 * node reads is computed before it where that makes the file no larger; so what was too large for
 * its constants is still too large when the graph is folded again.
 */
final class FoldPlan {
  /** Results of up to so many bytes are always computed. */
  private static final long SMALL = 1 << 20;

  /** Larger results may have so many times the bytes of the constants they are computed from. */
  private static final long GROWTH = 4;

  /** What a node that is too large reads may have so many bytes, whatever it is computed from. */
  static final long TINY = 1 << 8;

  /** Elements of operands and results that are computed at once. */
  private static final long MOST = 1 << 25;

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

  private final Graph graph;
  private final FoldConstants.Listener listener;

  /** Values that depend on constants alone, and whether they can be computed. */
  private final Map<String, Boolean> constant = new HashMap<>();

  private final Set<String> written = new HashSet<>();
  private final Set<String> evaluated = new HashSet<>();
  private final Set<String> kept = new HashSet<>();

  FoldPlan(Graph graph, FoldConstants.Listener listener) {
    this.graph = graph;
    this.listener = listener;
    graph.constants().keySet().forEach(name -> constant.put(name, true));
    graph.nodes().forEach(this::classify);
    for (int i = graph.nodes().size() - 1; i >= 0; i--) {
      choose(graph.nodes().get(i));
    }
  }

  /** Whether nothing is computed. */
  boolean isEmpty() {
    return evaluated.isEmpty();
  }

  /** Whether the results of a node are computed, to be written or for another node. */
  boolean evaluates(Node node) {
    return node.results().stream().anyMatch(evaluated::contains);
  }

  /** Whether constants take the place of a node. */
  boolean writes(Node node) {
    return node.results().stream().anyMatch(written::contains);
  }

  private void classify(Node node) {
    if (!isConstant(node)) {
      return;
    }
    boolean isComputed =
        node.operands().stream().allMatch(o -> o.equals(Node.ABSENT) || constant.get(o))
            && !isTooLarge(node);
    node.results().forEach(result -> constant.put(result, isComputed));
    constant.remove(Node.ABSENT);
  }

  private boolean isConstant(Node node) {
    Op op = node.op();
    boolean stays =
        op instanceof Opaque
            || op instanceof Choice
            || op instanceof Identity && graph.isOutput(node.result());
    return !stays
        && node.operands().stream().anyMatch(constant::containsKey)
        && node.operands().stream().allMatch(o -> o.equals(Node.ABSENT) || constant.containsKey(o))
        && graph.resultTypes(node).stream().allMatch(t -> t.isUnknown() || t.isStatic())
        && (ConstantValue.isLazy(op) || hasComputedTypes(node));
  }

  private boolean hasComputedTypes(Node node) {
    return node.operands().stream()
            .filter(o -> !o.equals(Node.ABSENT))
            .allMatch(o -> COMPUTED.contains(graph.type(o).element()))
        && graph.resultTypes(node).stream()
            .allMatch(t -> t.isUnknown() || COMPUTED.contains(t.element()));
  }

  private boolean isTooLarge(Node node) {
    if (ConstantValue.isLazy(node.op())) {
      return false;
    }
    long to = bytes(node);
    boolean grows = to > SMALL && to > GROWTH * sourceBytes(node);
    boolean isTooLarge = grows || elements(node) > MOST;
    if (isTooLarge) {
      long from = sourceBytes(node);
      listener.left(node, new Outcome.Refused("makes %d bytes of %d", List.of(to, from)));
    }
    return isTooLarge;
  }

  private long bytes(Node node) {
    return graph.resultTypes(node).stream()
        .filter(type -> !type.isUnknown())
        .mapToLong(type -> type.elements().value() * type.element().bytes())
        .sum();
  }

  private long elements(Node node) {
    long read =
        node.operands().stream()
            .filter(operand -> !operand.equals(Node.ABSENT))
            .mapToLong(operand -> graph.type(operand).elements().value())
            .sum();
    return read
        + graph.resultTypes(node).stream()
            .filter(type -> !type.isUnknown())
            .mapToLong(type -> type.elements().value())
            .sum();
  }

  /** The bytes of the graph's constants that a node is computed from, each counted once. */
  private long sourceBytes(Node node) {
    Set<String> seen = new HashSet<>();
    Deque<Node> open = new ArrayDeque<>(List.of(node));
    long bytes = 0;
    while (!open.isEmpty()) {
      for (String operand : open.pop().operands()) {
        if (!operand.equals(Node.ABSENT) && seen.add(operand)) {
          bytes += graph.constant(operand).map(Tensor::byteSize).orElse(0L);
          graph.producer(operand).ifPresent(open::push);
        }
      }
    }
    return bytes;
  }

  /** Decides about a node when all its readers have been decided. */
  private void choose(Node node) {
    boolean isConstant = node.results().stream().anyMatch(constant::containsKey);
    boolean isComputed = node.results().stream().anyMatch(this::isComputed);
    node.results().stream()
        .filter(result -> isComputed && graph.isOutput(result))
        .forEach(written::add);
    if (isComputed && (writes(node) || evaluates(node))) {
      evaluated.addAll(node.results());
      evaluated.addAll(node.operands());
      evaluated.remove(Node.ABSENT);
    }
    boolean stays =
        !isComputed || !writes(node) && node.results().stream().anyMatch(kept::contains);
    if (stays) {
      for (String operand : node.operands()) {
        if (isComputed(operand)) {
          (isConstant && isWaste(operand) ? kept : written).add(operand);
        }
      }
    }
  }

  private boolean isComputed(String value) {
    return constant.getOrDefault(value, false) && graph.producer(value).isPresent();
  }

  /** Whether a file with the value would be larger than one with what it is computed from. */
  private boolean isWaste(String value) {
    Node producer = graph.producer(value).orElseThrow();
    return bytes(producer) > TINY && bytes(producer) > sourceBytes(producer);
  }
}
