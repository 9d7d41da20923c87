package dev.espalier.search.djl;

import ai.djl.pytorch.engine.PtNDArray;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.Choice;
import dev.espalier.ir.op.Opaque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A graph of static types, ready to run: what does not depend on inputs or parameters is computed
 * once, when it is first needed.
 */
final class Program implements AutoCloseable {
  private record Fixed(String value) {}

  private final Graph graph;
  private final Parameters parameters;
  private final ArrayCache arrays = new ArrayCache();
  private final Map<String, ChoicePoint> choices = new HashMap<>();
  private final Set<String> fixed = new HashSet<>();

  Program(Graph graph, Parameters parameters) {
    this.graph = graph;
    this.parameters = parameters;
    ChoicePoint.in(graph).forEach(choice -> choices.put(choice.node().result(), choice));
    fixed.add(Node.ABSENT);
    fixed.addAll(graph.constants().keySet());
    fixed.removeAll(parameters.names());
    for (Node node : graph.nodes()) {
      if (fixed.containsAll(node.operands()) && canBeFixed(node)) {
        fixed.addAll(node.results());
      }
    }
  }

  private static boolean canBeFixed(Node node) {
    return !(node.op() instanceof Opaque) && !(node.op() instanceof Choice);
  }

  Graph graph() {
    return graph;
  }

  Parameters parameters() {
    return parameters;
  }

  ArrayCache arrays() {
    return arrays;
  }

  Optional<ChoicePoint> choice(Node node) {
    return Optional.ofNullable(choices.get(node.result()));
  }

  boolean isFixed(String value) {
    return fixed.contains(value);
  }

  /** The array of a value that is the same in every pass. */
  PtNDArray fixed(String value) {
    return arrays.of(
        new Fixed(value),
        owner -> {
          Tensor tensor = graph.constants().get(value);
          return tensor == null ? computed(value) : (PtNDArray) parameters.toArray(owner, tensor);
        });
  }

  private PtNDArray computed(String value) {
    Node node = graph.producer(value).orElseThrow();
    Call.Surroundings around =
        new Call.Surroundings(parameters.precision(), Mode.EVALUATE, false, arrays, arrays);
    Call call = new Call(node, operands(node), graph.resultTypes(node), around);
    List<PtNDArray> results = Kernels.run(node.op(), call);
    PtNDArray result = results.get(node.results().indexOf(value));
    // An operator may give back its operand, which is kept under its own name.
    return (PtNDArray) result.duplicate();
  }

  private List<Optional<PtNDArray>> operands(Node node) {
    return node.operands().stream()
        .map(o -> o.equals(Node.ABSENT) ? Optional.<PtNDArray>empty() : Optional.of(fixed(o)))
        .toList();
  }

  @Override
  public void close() {
    arrays.close();
  }
}
