package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import dev.espalier.ir.Dim;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Symbols;
import dev.espalier.ir.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A graph that runs on PyTorch, forward and backward.
 *
 * <pre>{@code
 * try (Pass pass = network.record(Mode.TRAIN, Choosing.BEST, Map.of("image", batch))) {
 *   pass.backward(loss(pass.output("logits")));
 *   for (Parameter p : parameters.all()) {
 *     pass.gradient(p).ifPresent(g -> p.value().subi(g.mul(rate)));
 *   }
 * }
 * }</pre>
 *
 * <p>In a process only one pass can record at a time.
 */
public final class Network implements AutoCloseable {
  private final Graph graph;
  private final Parameters parameters;
  private final Map<Map<String, Dim>, Program> programs = new LinkedHashMap<>();

  private Network(Graph graph, Parameters parameters) {
    this.graph = graph;
    this.parameters = parameters;
  }

  /** The network of a graph; several may share parameters, which are not closed with it. */
  public static Network of(Graph graph, Parameters parameters) {
    return new Network(graph, parameters);
  }

  public Graph graph() {
    return graph;
  }

  public Parameters parameters() {
    return parameters;
  }

  /**
   * Runs forward so that gradients can be computed.
   *
   * @param inputs an array for each input of the graph; they stay the caller's
   */
  public Pass record(Mode mode, Choosing choosing, Map<String, NDArray> inputs) {
    return Pass.of(program(inputs), mode, choosing, inputs, true);
  }

  /** Runs forward only, with less memory. */
  public Pass run(Mode mode, Choosing choosing, Map<String, NDArray> inputs) {
    return Pass.of(program(inputs), mode, choosing, inputs, false);
  }

  /** Symbolic dims take their sizes from the inputs. */
  private Program program(Map<String, NDArray> inputs) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> shapes.put(name, shape(name, type, inputs)));
    Map<String, Dim> symbols = Symbols.solve(graph, shapes);
    return programs.computeIfAbsent(
        symbols,
        bound -> new Program(bound.isEmpty() ? graph : Symbols.bind(graph, bound), parameters));
  }

  private long[] shape(String name, TensorType type, Map<String, NDArray> inputs) {
    NDArray array = inputs.get(name);
    if (array == null) {
      throw new IrException("%%%s: an input %s is needed, got none", name, type);
    }
    if (array.getDataType() != Tensors.dataType(parameters.computed(type.element()))) {
      throw new IrException("%%%s: %s is needed, got %s", name, type, array.getDataType());
    }
    return array.getShape().getShape();
  }

  @Override
  public void close() {
    programs.values().forEach(Program::close);
  }
}
