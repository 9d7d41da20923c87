package dev.espalier.search.baseline;

import ai.djl.ndarray.NDArray;
import dev.espalier.ir.Graph;
import dev.espalier.ir.op.BatchNormalization;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Tensors;
import dev.espalier.search.train.Batch;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.TrainingMethod;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Training in which the scales of batch normalisations shrink (network slimming): behind each step
 * of the optimizer {@code scale -= rate * lambda * sign(scale)}, not beyond 0, which is the
 * proximal step of {@code lambda * sum |scale|}.
 */
final class SparseTraining implements TrainingMethod {
  /** The usual weight of the scales. */
  private static final double LAMBDA = 1e-4;

  private final PlainTraining plain;
  private final List<Parameter> scales;

  SparseTraining(PlainTraining plain, Network network) {
    this.plain = plain;
    Set<String> names = scales(network.graph());
    this.scales =
        network.parameters().all().stream().filter(p -> names.contains(p.name())).toList();
  }

  private static Set<String> scales(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> node.op() instanceof BatchNormalization)
        .map(node -> node.operands().get(1))
        .collect(Collectors.toSet());
  }

  @Override
  public void begin() {
    plain.begin();
  }

  @Override
  public Map<String, Double> step(long step, Batch batch) {
    Map<String, Double> figures = plain.step(step, batch);
    double shrink = LAMBDA * figures.get("rate");
    scales.forEach(scale -> shrink(scale, shrink));
    return figures;
  }

  private static void shrink(Parameter scale, double by) {
    Tensors.set(scale.value(), shrunk(scale.value().toFloatArray(), by));
  }

  /** Each number nearer to 0 by so much, but not beyond. */
  static float[] shrunk(float[] values, double by) {
    float[] shrunk = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      shrunk[i] = (float) (Math.signum(values[i]) * Math.max(0, Math.abs(values[i]) - by));
    }
    return shrunk;
  }

  @Override
  public Map<String, NDArray> state() {
    return plain.state();
  }

  @Override
  public void close() {
    plain.close();
  }
}
