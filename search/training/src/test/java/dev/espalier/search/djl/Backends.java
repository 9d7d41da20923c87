package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Shapes;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.run.Interpreter;
import dev.espalier.ir.run.Precision;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The same graph on PyTorch, in the reference interpreter and in ONNX Runtime. */
final class Backends {
  private static final long SEED = 2026;

  private Backends() {}

  /** Numbers of both signs; integers from 0 to 2, which are indices of axes of 3 and more. */
  static Map<String, Tensor> inputs(Graph graph) {
    Random random = new Random(SEED);
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    graph.inputs().forEach((name, type) -> inputs.put(name, random(type, random)));
    return inputs;
  }

  private static Tensor random(TensorType type, Random random) {
    double[] values = new double[(int) Shapes.size(type.shape())];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type.element()) {
            case F32 -> (float) (random.nextGaussian() * 2);
            case BOOL -> random.nextInt(2);
            default -> random.nextInt(3);
          };
    }
    return Tensor.of(type.element(), type.shape(), values);
  }

  /** The outputs on PyTorch, in order. */
  static List<Tensor> pyTorch(Graph graph, Map<String, Tensor> inputs, Precision precision) {
    try (NDManager manager = PyTorch.newManager();
        Parameters parameters = Parameters.of(graph, precision);
        Network network = Network.of(graph, parameters)) {
      Map<String, NDArray> arrays = new LinkedHashMap<>();
      inputs.forEach((name, tensor) -> arrays.put(name, parameters.toArray(manager, tensor)));
      try (Pass pass = network.run(Mode.EVALUATE, Choosing.BEST, arrays)) {
        return graph.outputs().stream()
            .map(name -> tensor(pass.output(name), graph.type(name).element(), precision))
            .toList();
      }
    }
  }

  private static Tensor tensor(NDArray array, ElementType element, Precision precision) {
    boolean wide = precision == Precision.F64 && element.isFloat();
    return Tensors.toTensor(array, wide ? ElementType.F64 : element);
  }

  static List<Tensor> interpreter(Graph graph, Map<String, Tensor> inputs) {
    return new Interpreter(Precision.F64).run(graph, inputs);
  }

  static List<Tensor> onnxRuntime(Graph graph, Map<String, Tensor> inputs) {
    try {
      Path file = Files.createTempFile("espalier", ".onnx");
      try {
        new OnnxWriter().write(OnnxModel.of(graph), file);
        try (OnnxRuntimeRunner runner =
            OnnxRuntimeRunner.open(file, OnnxRuntimeRunner.Settings.PLAIN)) {
          return List.copyOf(runner.run(inputs).values());
        }
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The largest difference as a share of the range; of integers, the largest difference. */
  static double difference(List<Tensor> expected, List<Tensor> actual) {
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      worst = Math.max(worst, difference(expected.get(i), actual.get(i)));
    }
    return worst;
  }

  private static double difference(Tensor expected, Tensor actual) {
    if (!Arrays.equals(expected.shape(), actual.shape())) {
      throw new AssertionError(expected.type() + " expected, got " + actual.type());
    }
    double[] a = expected.toDoubles();
    double[] b = actual.toDoubles();
    double most = 0;
    for (int i = 0; i < a.length; i++) {
      double distance = a[i] == b[i] ? 0 : Math.abs(a[i] - b[i]);
      most = distance > most || Double.isNaN(distance) ? distance : most;
    }
    double high = Arrays.stream(a).max().orElse(0);
    double range = high - Arrays.stream(a).min().orElse(0);
    double scale = range > 0 ? range : Math.max(1, Math.abs(high));
    return expected.element().isFloat() ? most / scale : most;
  }
}
