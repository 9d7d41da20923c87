package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Node;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.ir.run.Precision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What changes when a graph is trained: its parameters, and the running statistics of its batch
 * normalisations. Graphs that differ in sizes only, for training and for evaluation, share one.
 */
public final class Parameters implements AutoCloseable {
  private final NDManager manager = PyTorch.newManager();
  private final Precision precision;
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();
  private final Map<String, NDArray> statistics = new LinkedHashMap<>();
  private final Set<String> trained = new HashSet<>();

  private Parameters(Graph graph, Precision precision) {
    this.precision = precision;
    FindParameters.in(graph)
        .forEach(
            (name, kind) -> parameters.put(name, new Parameter(name, kind, array(graph, name))));
    for (Node node : graph.nodes()) {
      if (node.op() instanceof BatchNormalization) {
        for (String operand : node.operands().subList(3, 5)) {
          if (graph.constant(operand).isPresent()) {
            statistics.computeIfAbsent(operand, name -> array(graph, name));
          }
        }
      }
    }
    train(parameter -> true);
  }

  /** Those of a graph, starting from the graph's constants, in single precision. */
  public static Parameters of(Graph graph) {
    return of(graph, Precision.F32);
  }

  /** As {@link #of(Graph)}; networks with these parameters compute in the given precision. */
  public static Parameters of(Graph graph, Precision precision) {
    return new Parameters(graph, precision);
  }

  private NDArray array(Graph graph, String constant) {
    NDArray array = toArray(manager, graph.constants().get(constant));
    NDScope.unregister(array);
    return array;
  }

  Precision precision() {
    return precision;
  }

  /** A tensor in the precision of these parameters. */
  NDArray toArray(NDManager owner, Tensor tensor) {
    return Tensors.toArray(owner, tensor, computed(tensor.element()));
  }

  /** The type that values of an element type are computed in. */
  ElementType computed(ElementType element) {
    return !element.isFloat() || element == ElementType.F64
        ? element
        : precision == Precision.F64 ? ElementType.F64 : ElementType.F32;
  }

  /** Every parameter, in a fixed order. */
  public List<Parameter> all() {
    return new ArrayList<>(parameters.values());
  }

  public Optional<Parameter> named(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** Running means and variances by the name of their constant, in a fixed order. */
  public Map<String, NDArray> statistics() {
    return Collections.unmodifiableMap(statistics);
  }

  /** Says which parameters are trained from now on; the others get no gradients. */
  public void train(Predicate<Parameter> which) {
    trained.clear();
    parameters.values().stream().filter(which).forEach(p -> trained.add(p.name()));
  }

  /** The live arrays of parameters and statistics, by the name of their constant. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    parameters.forEach((name, parameter) -> state.put(name, parameter.value()));
    state.putAll(statistics);
    return state;
  }

  boolean isTrained(String name) {
    return trained.contains(name);
  }

  Optional<NDArray> value(String constant) {
    return named(constant).map(Parameter::value).or(() -> statistic(constant));
  }

  private Optional<NDArray> statistic(String constant) {
    return Optional.ofNullable(statistics.get(constant));
  }

  /** A graph with the current numbers in place of its constants of the same names. */
  public Graph written(Graph graph) {
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    graph.constants().forEach((name, tensor) -> builder.constant(name, written(name, tensor)));
    graph.nodes().forEach(builder::node);
    return builder.build(graph.outputs());
  }

  private Tensor written(String name, Tensor before) {
    return value(name)
        .map(array -> Tensors.toTensor(array, before.element()).reshape(before.shape()))
        .orElse(before);
  }

  /** The names of everything that {@link #written} replaces. */
  public Collection<String> names() {
    List<String> names = new ArrayList<>(parameters.keySet());
    names.addAll(statistics.keySet());
    return names;
  }

  @Override
  public void close() {
    manager.close();
  }
}
