package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.run.Precision;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Gradients beside central finite differences, in double, of a weighted sum of a graph's outputs
 * with respect to its inputs and parameters.
 */
final class Gradients implements AutoCloseable {
  private static final double STEP = 1e-6;
  private static final int SAMPLES = 3;

  /**
   * What was compared.
   *
   * @param worst the largest difference as a share of the largest gradient
   * @param checked how many numbers were
   * @param kinks how many were not, because the function has a kink there
   */
  record Result(double worst, int checked, int kinks) {}

  private final NDManager manager = PyTorch.newManager();
  private final Parameters parameters;
  private final Network network;
  private final Mode mode;
  private final Map<String, NDArray> inputs = new LinkedHashMap<>();
  private final Map<String, double[]> gradients = new LinkedHashMap<>();
  private final Map<Shape, NDArray> weights = new HashMap<>();
  private double worst;
  private int checked;
  private int kinks;

  private Gradients(Graph graph, Map<String, Tensor> inputs, Mode mode) {
    this.parameters = Parameters.of(graph, Precision.F64);
    this.network = Network.of(graph, parameters);
    this.mode = mode;
    inputs.forEach((name, tensor) -> this.inputs.put(name, parameters.toArray(manager, tensor)));
  }

  static Result of(Graph graph, Map<String, Tensor> inputs, Mode mode) {
    try (Gradients gradients = new Gradients(graph, inputs, mode)) {
      gradients.record();
      gradients.inputs.forEach(gradients::compare);
      gradients.parameters.all().forEach(p -> gradients.compare(p.name(), p.value()));
      return new Result(gradients.worst, gradients.checked, gradients.kinks);
    }
  }

  private void record() {
    inputs.values().stream()
        .filter(array -> array.getDataType().isFloating())
        .forEach(array -> array.setRequiresGradient(true));
    try (Pass pass = network.record(mode, Choosing.BEST, inputs)) {
      pass.backward(loss(pass));
      inputs.entrySet().stream()
          .filter(input -> input.getValue().getDataType().isFloating())
          .forEach(
              input ->
                  gradients.put(input.getKey(), input.getValue().getGradient().toDoubleArray()));
      for (Parameter p : parameters.all()) {
        double[] none = new double[(int) p.value().size()];
        gradients.put(p.name(), pass.gradient(p).map(NDArray::toDoubleArray).orElse(none));
      }
    }
    inputs.values().forEach(array -> array.setRequiresGradient(false));
  }

  /** The weighted sum; what it does not depend on takes part with a weight of 0. */
  private NDArray loss(Pass pass) {
    NDArray loss = manager.create(0.0);
    for (NDArray input : inputs.values()) {
      loss = loss.add(input.sum().mul(0));
    }
    for (NDArray output : pass.outputs().values()) {
      loss = loss.add(output.mul(weights(output.getShape())).sum());
    }
    return loss;
  }

  private NDArray weights(Shape shape) {
    return weights.computeIfAbsent(
        shape,
        s -> {
          double[] numbers = new double[(int) s.size()];
          Arrays.setAll(numbers, i -> SplitMix64.unit(7, i) - 0.5);
          NDArray array = manager.create(numbers, s);
          NDScope.unregister(array);
          return array;
        });
  }

  private double value() {
    try (Pass pass = network.run(mode, Choosing.BEST, inputs)) {
      return loss(pass).getDouble();
    }
  }

  private void compare(String name, NDArray array) {
    double[] gradient = gradients.getOrDefault(name, new double[0]);
    double scale = Math.max(1e-3, Arrays.stream(gradient).map(Math::abs).max().orElse(0));
    double middle = value();
    for (int i = 0; i < Math.min(SAMPLES, gradient.length); i++) {
      int at = (int) (SplitMix64.unit(name.length(), i) * gradient.length);
      double above = moved(array, at, STEP) - middle;
      double below = middle - moved(array, at, -STEP);
      if (Math.abs(above - below) > 1e-4 * STEP * scale + 1e-9 * Math.abs(middle)) {
        kinks++;
      } else {
        checked++;
        worst = Math.max(worst, Math.abs((above + below) / (2 * STEP) - gradient[at]) / scale);
      }
    }
  }

  private double moved(NDArray array, int at, double by) {
    double[] step = new double[(int) array.size()];
    step[at] = by;
    try (NDArray delta = manager.create(step, array.getShape())) {
      double[] before = array.toDoubleArray();
      array.addi(delta);
      double value = value();
      array.set(before);
      return value;
    }
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
    manager.close();
  }

  /** Whether an input is there to be differentiated by, and all outputs can be. */
  static boolean areIn(Graph graph) {
    return graph.outputs().stream().allMatch(o -> graph.type(o).element() == ElementType.F32)
        && graph.inputs().values().stream().anyMatch(t -> t.element() == ElementType.F32);
  }
}
