package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.Runner;
import dev.espalier.ir.Graph;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.prune.Prune;
import dev.espalier.passes.prune.PruneMethod;
import dev.espalier.passes.prune.PruneOptions;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** ENet, narrow and on a small picture: its max-unpooling is an operator of ONNX alone. */
class ENetTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(Target.class)
  void tfliteIsRefusedByOperatorAndNode(Target target) throws Exception {
    TfliteOptions options = TfliteOptions.DEFAULTS.withTarget(target);
    CompileJob job =
        new CompileJob(
            write(enet()), folder.resolve("out"), CompileOptions.builder().tflite(options).build());
    assertThatThrownBy(() -> job.run(step -> {}))
        .isInstanceOf(NotOnTargetException.class)
        .hasMessageContaining("stage1.0.max_pool (opaque): MaxPool is passed through unchanged")
        .hasMessageContaining("and so is MaxUnpool of stage4.0.max_unpool")
        .hasMessageNotContaining("--target any");
  }

  /** What the compiler does not model stays as it is, and runs in ONNX Runtime. */
  @Test
  void onnxIsWritten() throws Exception {
    PruneOptions half = new PruneOptions(PruneMethod.RANDOM, 0.5, 1, List.of(), 3);
    Path masked = write(Prune.run(enet(), half).graph());
    CompileOptions options = CompileOptions.builder().emit(Format.ONNX).build();
    CompileResult result = new CompileJob(masked, folder.resolve("out"), options).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().equivalence()).hasSize(1).allMatch(row -> row.pass());
    assertThat(result.report().input().opaque()).isEqualTo(Map.of("MaxPool", 2, "MaxUnpool", 2));
  }

  @Test
  void theScoresChangeWithEveryParameter() throws Exception {
    Graph graph = enet();
    Map<String, Tensor> inputs = new LinkedHashMap<>();
    inputs.put("image", SeededTensor.of(graph.inputs().get("image"), 5));
    graph.constants().forEach((name, tensor) -> inputs.put(name, moved(name, tensor, 0)));
    List<String> same = new ArrayList<>();
    Path file = write(parametersAsInputs(graph));
    try (Runner runner = OnnxRuntimeRunner.open(file, OnnxRuntimeRunner.Settings.PLAIN)) {
      Tensor scores = runner.run(inputs).get("scores");
      for (String parameter : graph.constants().keySet()) {
        Tensor before = inputs.put(parameter, moved(parameter, inputs.get(parameter), 1));
        if (runner.run(inputs).get("scores").hasSameContent(scores)) {
          same.add(parameter);
        }
        inputs.put(parameter, before);
      }
    }
    assertThat(graph.constants()).hasSizeGreaterThan(500);
    assertThat(same).isEmpty();
  }

  private static Graph parametersAsInputs(Graph graph) {
    Graph.Builder builder = Graph.builder(graph.name());
    graph.inputs().forEach(builder::input);
    graph.constants().forEach((name, tensor) -> builder.input(name, tensor.type()));
    graph.nodes().forEach(builder::node);
    return builder.build(graph.outputs());
  }

  private static Tensor moved(String name, Tensor tensor, double by) {
    double[] elements = tensor.toDoubles();
    for (int i = 0; i < elements.length; i++) {
      elements[i] += by * SplitMix64.unit(name.hashCode(), i);
    }
    return Tensor.of(tensor.element(), tensor.shape(), elements);
  }

  private Path write(Graph graph) throws Exception {
    Path file = folder.resolve("enet.onnx");
    new OnnxWriter().write(OnnxModel.of(graph), file);
    return file;
  }

  private static Graph enet() {
    Architecture architecture = Zoo.named("enet-city").orElseThrow();
    return architecture.build(
        architecture
            .published()
            .withClasses(5)
            .withSize(64, 64)
            .withScale(1 / 8.0)
            .withRandomStatistics());
  }
}
