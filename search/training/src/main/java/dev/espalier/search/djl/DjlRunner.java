package dev.espalier.search.djl;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.check.PortType;
import dev.espalier.check.RunException;
import dev.espalier.check.Runner;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.Tensor;
import dev.espalier.onnx.OnnxReader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs the graph of a model on PyTorch, as it is deployed. */
public final class DjlRunner implements Runner {
  private final String model;
  private final Network network;
  private final Choosing choosing;
  private final boolean owner;

  private DjlRunner(String model, Network network, Choosing choosing, boolean owner) {
    this.model = model;
    this.network = network;
    this.choosing = choosing;
    this.owner = owner;
  }

  /**
   * Loads an ONNX model.
   *
   * @param threads threads within one operator, for every network of this process
   */
  public static DjlRunner open(Path file, int threads) {
    PyTorch.setThreads(threads);
    Graph graph = OnnxReader.read(file).graph();
    return new DjlRunner(
        file.toString(), Network.of(graph, Parameters.of(graph)), Choosing.BEST, true);
  }

  /** Runs a network with the parameters it has by then; closing the runner leaves it open. */
  public static DjlRunner of(Network network) {
    return of(network, Choosing.BEST);
  }

  /** As {@link #of(Network)}, with other choices than the deployed network's. */
  public static DjlRunner of(Network network, Choosing choosing) {
    return new DjlRunner(network.graph().name(), network, choosing, false);
  }

  @Override
  public List<PortType> inputs() {
    return network.graph().inputs().entrySet().stream()
        .map(input -> new PortType(input.getKey(), input.getValue()))
        .toList();
  }

  @Override
  public List<PortType> outputs() {
    return network.graph().outputs().stream()
        .map(name -> new PortType(name, network.graph().type(name)))
        .toList();
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    try (NDManager manager = PyTorch.newManager()) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      inputs.forEach((name, tensor) -> arrays.put(name, Tensors.toArray(manager, tensor)));
      try (Pass pass = network.run(Mode.EVALUATE, choosing, arrays)) {
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        for (PortType port : outputs()) {
          NDArray output = pass.output(port.name());
          outputs.put(port.name(), Tensors.toTensor(output, port.type().element()));
        }
        return outputs;
      }
    } catch (IrException | EngineException e) {
      throw new RunException(model, "running the model on PyTorch", e);
    }
  }

  @Override
  public void close() {
    if (owner) {
      network.close();
      network.parameters().close();
    }
  }
}
