import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Mode;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.Pass;
import dev.espalier.search.djl.PyTorch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Times steps of gradient descent with momentum on the mean square of the first output; {@code
 * training_step.py} does the same. Prints the median in milliseconds, and the resident megabytes
 * after a tenth of the steps and after all of them.
 *
 * <p>Usage: {@code TrainingStep MODEL.onnx THREADS STEPS}, or {@code TrainingStep TEXT MODEL.onnx}
 * to write a graph in text as a model.
 */
final class TrainingStep {
  private TrainingStep() {}

  public static void main(String[] args) throws IOException {
    if (args.length == 2) {
      Graph graph = IrParser.parse(Files.readString(Path.of(args[0])));
      new OnnxWriter().write(OnnxModel.of(graph), Path.of(args[1]));
      return;
    }
    PyTorch.setThreads(Integer.parseInt(args[1]));
    Graph graph = OnnxReader.read(Path.of(args[0])).graph();
    time(graph, Integer.parseInt(args[2]));
  }

  private static void time(Graph graph, int steps) throws IOException {
    String input = graph.inputs().keySet().iterator().next();
    double[] times = new double[steps];
    long early = 0;
    try (NDManager manager = PyTorch.newManager();
        Parameters parameters = Parameters.of(graph);
        Network network = Network.of(graph, parameters)) {
      NDArray x = manager.randomNormal(new Shape(graph.type(input).shape()));
      Map<Parameter, NDArray> momenta = new LinkedHashMap<>();
      parameters.all().forEach(p -> momenta.put(p, manager.zeros(p.value().getShape())));
      for (int i = 0; i < steps; i++) {
        long start = System.nanoTime();
        step(network, Map.of(input, x), momenta);
        times[i] = (System.nanoTime() - start) / 1e6;
        early = i == steps / 10 ? residentMegabytes() : early;
      }
    }
    Arrays.sort(times);
    System.out.printf("%.1f %d %d%n", times[steps / 2], early, residentMegabytes());
  }

  private static float step(
      Network network, Map<String, NDArray> inputs, Map<Parameter, NDArray> momenta) {
    try (Pass pass = network.record(Mode.TRAIN, Choosing.BEST, inputs)) {
      NDArray loss = pass.outputs().values().iterator().next().square().mean();
      pass.backward(loss);
      momenta.forEach(
          (parameter, momentum) -> {
            momentum.muli(0.9f).addi(pass.gradient(parameter).orElseThrow());
            parameter.value().subi(momentum.mul(1e-4f));
          });
      return loss.getFloat();
    }
  }

  private static long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
