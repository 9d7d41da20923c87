package dev.espalier.search.djl;

import dev.espalier.ir.Averages;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MaskScores;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Add;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Concat;
import dev.espalier.ir.op.Conv;
import dev.espalier.ir.op.ConvTranspose;
import dev.espalier.ir.op.Div;
import dev.espalier.ir.op.Expand;
import dev.espalier.ir.op.Gather;
import dev.espalier.ir.op.Gemm;
import dev.espalier.ir.op.Identity;
import dev.espalier.ir.op.InstanceNormalization;
import dev.espalier.ir.op.LayerNormalization;
import dev.espalier.ir.op.MatMul;
import dev.espalier.ir.op.Mul;
import dev.espalier.ir.op.Op;
import dev.espalier.ir.op.PRelu;
import dev.espalier.ir.op.Reshape;
import dev.espalier.ir.op.Slice;
import dev.espalier.ir.op.Split;
import dev.espalier.ir.op.Sub;
import dev.espalier.ir.op.Transpose;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells which constants of a graph are parameters, by what reads them. Running statistics, single
 * numbers in arithmetic, pooling written as a matrix product, and arithmetic ahead of the first
 * layer, which only prepares the input, are not.
 */
final class FindParameters {
  private static final Set<Class<? extends Op>> MOVES =
      Set.of(
          Identity.class, Reshape.class, Transpose.class, Expand.class, Slice.class, Split.class);

  private final Graph graph;
  private final Map<String, Parameter.Kind> kinds = new LinkedHashMap<>();

  private final Set<String> scores;

  /** The constants that values which are moved constants come from. */
  private final Map<String, String> origins = new HashMap<>();

  /** Values that depend on a parameter. */
  private final Set<String> learned = new HashSet<>();

  private FindParameters(Graph graph) {
    this.graph = graph;
    graph.constants().keySet().forEach(name -> origins.put(name, name));
    this.scores = MaskScores.in(graph);
    graph.nodes().forEach(this::visit);
  }

  /** The kinds of the parameters, in the order in which nodes read them. */
  static Map<String, Parameter.Kind> in(Graph graph) {
    return new FindParameters(graph).kinds;
  }

  private void visit(Node node) {
    if (MOVES.contains(node.op().getClass()) && origins.containsKey(node.input())) {
      node.results().forEach(result -> origins.put(result, origins.get(node.input())));
      return;
    }
    for (int i = 0; i < node.operands().size(); i++) {
      String origin = origins.get(node.operands().get(i));
      if (origin != null && graph.constants().get(origin).element().isFloat()) {
        kind(node, i).ifPresent(kind -> kinds.putIfAbsent(origin, kind));
      }
    }
    if (node.operands().stream().anyMatch(this::isLearned)) {
      learned.addAll(node.results());
    }
  }

  private boolean isLearned(String value) {
    return learned.contains(value) || kinds.containsKey(origins.getOrDefault(value, ""));
  }

  private Optional<Parameter.Kind> kind(Node node, int operand) {
    Op op = node.op();
    if (scores.contains(node.operands().get(operand))) {
      return Optional.of(Parameter.Kind.SCORES);
    } else if (op instanceof Conv || op instanceof ConvTranspose || op instanceof Gemm) {
      return Optional.of(operand == 2 ? Parameter.Kind.BIAS : Parameter.Kind.WEIGHT);
    } else if (op instanceof MatMul) {
      return isAverage(node, operand) ? Optional.empty() : Optional.of(Parameter.Kind.WEIGHT);
    } else if (op instanceof BatchNormalization
        || op instanceof InstanceNormalization
        || op instanceof LayerNormalization) {
      return norm(operand);
    } else if (op instanceof Choice && operand == node.operands().size() - 1) {
      return Optional.of(Parameter.Kind.LOGITS);
    } else if (op instanceof PRelu) {
      return Optional.of(Parameter.Kind.SCALE);
    } else if (op instanceof Gather && operand == 0) {
      return Optional.of(Parameter.Kind.WEIGHT);
    }
    return arithmetic(node, operand);
  }

  private static Optional<Parameter.Kind> norm(int operand) {
    return switch (operand) {
      case 1 -> Optional.of(Parameter.Kind.SCALE);
      case 2 -> Optional.of(Parameter.Kind.BIAS);
      default -> Optional.empty();
    };
  }

  private Optional<Parameter.Kind> arithmetic(Node node, int operand) {
    if (graph.type(node.operands().get(operand)).elements().is(1)
        || node.operands().stream().noneMatch(learned::contains)) {
      return Optional.empty();
    }
    Op op = node.op();
    if (op instanceof Add || op instanceof Sub || op instanceof Concat) {
      return Optional.of(Parameter.Kind.BIAS);
    }
    return op instanceof Mul || op instanceof Div
        ? Optional.of(Parameter.Kind.SCALE)
        : Optional.empty();
  }

  private boolean isAverage(Node node, int operand) {
    Optional<Tensor> matrix = graph.constant(node, operand);
    return matrix.filter(m -> Averages.isAlong(m, 1 - operand)).isPresent();
  }
}
