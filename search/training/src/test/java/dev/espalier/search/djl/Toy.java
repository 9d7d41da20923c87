package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Precision;
import dev.espalier.ir.text.IrParser;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A small graph, in double, whose loss and gradients a test looks at. */
final class Toy implements AutoCloseable {
  private final NDManager manager = PyTorch.newManager();
  private final Parameters parameters;
  private final Network network;
  private final Map<String, NDArray> inputs = new LinkedHashMap<>();

  Toy(String text) {
    var graph = IrParser.parse(text);
    parameters = Parameters.of(graph, Precision.F64);
    network = Network.of(graph, parameters);
    Backends.inputs(graph).forEach(this::set);
  }

  void set(String input, Tensor tensor) {
    inputs.put(input, parameters.toArray(manager, tensor));
  }

  Parameters parameters() {
    return parameters;
  }

  Parameter parameter(String name) {
    return parameters.named(name).orElseThrow();
  }

  double[] numbers(String parameter) {
    return parameter(parameter).value().toDoubleArray();
  }

  double[] input(String name) {
    return inputs.get(name).toDoubleArray();
  }

  void put(String parameter, double... numbers) {
    parameter(parameter).value().set(numbers);
  }

  /** A pass without gradients. */
  <T> T run(Mode mode, Choosing choosing, Function<Pass, T> look) {
    try (Pass pass = network.run(mode, choosing, inputs)) {
      return look.apply(pass);
    }
  }

  double[] output(Mode mode, String name) {
    return run(mode, Choosing.BEST, pass -> numbers(pass.output(name)));
  }

  /** What is seen in a pass after the gradients of a loss are there. */
  <T> T learn(Mode mode, Choosing choosing, Function<Pass, NDArray> loss, Function<Pass, T> look) {
    try (Pass pass = network.record(mode, choosing, inputs)) {
      pass.backward(loss.apply(pass));
      return look.apply(pass);
    }
  }

  /** The gradients of the sum of an output, by parameter. */
  Map<String, double[]> gradients(Mode mode, Choosing choosing, Function<Pass, NDArray> loss) {
    return learn(
        mode,
        choosing,
        loss,
        pass -> {
          Map<String, double[]> gradients = new LinkedHashMap<>();
          for (Parameter p : parameters.all()) {
            Optional<NDArray> gradient = pass.gradient(p);
            gradient.ifPresent(g -> gradients.put(p.name(), numbers(g)));
          }
          return gradients;
        });
  }

  static double[] numbers(NDArray array) {
    return Tensors.toTensor(array, ElementType.F64).toDoubles();
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
    manager.close();
  }
}
