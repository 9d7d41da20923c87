package dev.espalier.search.djl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.IrParser;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A small masked network whose training is known from PyTorch in Python: the same seed gives the
 * same weights there. One step of gradient descent with momentum moves everything, scores too.
 */
final class Oracle implements AutoCloseable {
  private static final String TEXT =
      """
      graph @oracle(%x: f32[8,3,64,64]) {
        %c1 = conv(%x, %w1=f32[32,3,3,3]#zeros) {strides=[2,2], pads=[1,1,1,1]}
        %n1 = batch_normalization(%c1, f32[32]#fill(1), f32[32]#zeros, f32[32]#zeros, f32[32]#fill(1))
        %r1 = relu(%n1)
        %m1 = channel_mask(%r1, %s1=f32[32]#fill(0.6))
        %c2 = conv(%m1, %w2=f32[32,1,3,3]#zeros) {pads=[1,1,1,1], groups=32}
        %n2 = batch_normalization(%c2, f32[32]#fill(1), f32[32]#zeros, f32[32]#zeros, f32[32]#fill(1))
        %r2 = relu(%n2)
        %c3 = conv(%r2, %w3=f32[64,32,1,1]#zeros)
        %n3 = batch_normalization(%c3, f32[64]#fill(1), f32[64]#zeros, f32[64]#zeros, f32[64]#fill(1))
        %r3 = relu(%n3)
        %m3 = channel_mask(%r3, %s3=f32[64]#fill(0.6))
        %c4 = conv(%m3, %w4=f32[64,64,3,3]#zeros) {pads=[1,1,1,1]}
        %n4 = batch_normalization(%c4, f32[64]#fill(1), f32[64]#zeros, f32[64]#zeros, f32[64]#fill(1))
        %r4 = relu(%n4)
        %m4 = channel_mask(%r4, %s4=f32[64]#fill(0.6))
        %c5 = conv(%m4, %w5=f32[19,64,1,1]#zeros)
        %y = resize(%c5) {axes=[2,3], sizes=[64,64], mode=linear}
        return %y
      }
      """;
  private static final Map<String, Double> DEVIATIONS = deviations();

  private final NDManager manager = PyTorch.newManager();
  private final Parameters parameters;
  private final Network network;
  private final NDArray x;
  private final NDArray labels;
  private final Map<Parameter, NDArray> momenta = new LinkedHashMap<>();

  Oracle() {
    PyTorch.engine().setRandomSeed(1);
    Graph graph = drawn(IrParser.parse(TEXT));
    x = manager.randomNormal(0, 1, new Shape(8, 3, 64, 64), DataType.FLOAT32);
    labels = x.argMax(1).expandDims(1);
    parameters = Parameters.of(graph);
    network = Network.of(graph, parameters);
    parameters.all().forEach(p -> momenta.put(p, manager.zeros(p.value().getShape())));
  }

  private static Map<String, Double> deviations() {
    Map<String, Double> deviations = new LinkedHashMap<>();
    deviations.put("w1", 0.2);
    deviations.put("w2", 0.3);
    deviations.put("w3", 0.2);
    deviations.put("w4", 0.06);
    deviations.put("w5", 0.1);
    return deviations;
  }

  private Graph drawn(Graph graph) {
    Map<String, Tensor> weights = new LinkedHashMap<>();
    DEVIATIONS.forEach(
        (name, deviation) -> {
          Shape shape = new Shape(graph.constants().get(name).shape());
          NDArray drawn = manager.randomNormal(0, 1, shape, DataType.FLOAT32);
          float factor = deviation.floatValue();
          weights.put(name, Tensors.toTensor(drawn.mul(factor), ElementType.F32));
        });
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    graph.constants().forEach((n, t) -> builder.constant(n, weights.getOrDefault(n, t)));
    graph.nodes().forEach(builder::node);
    return builder.build(graph.outputs());
  }

  Parameters parameters() {
    return parameters;
  }

  /** The mean negative log likelihood before the step that is made. */
  float step() {
    try (Pass pass = network.record(Mode.TRAIN, Choosing.BEST, Map.of("x", x))) {
      NDArray nll = pass.output("y").logSoftmax(1).gather(labels, 1).mean().neg();
      NDArray loss = nll;
      for (Parameter p : parameters.all()) {
        if (p.kind() == Parameter.Kind.SCORES) {
          loss = loss.add(pass.parameter(p).sum().mul(2e-3f));
        }
      }
      pass.backward(loss);
      momenta.forEach(
          (p, momentum) -> {
            momentum.muli(0.9f).addi(pass.gradient(p).orElseThrow());
            p.value().subi(momentum.mul(0.05f));
          });
      return nll.getFloat();
    }
  }

  /** How many channels pass. */
  long kept() {
    return parameters.all().stream()
        .filter(p -> p.kind() == Parameter.Kind.SCORES)
        .mapToLong(p -> p.value().gt(0.5f).sum().getLong())
        .sum();
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
    manager.close();
  }
}
