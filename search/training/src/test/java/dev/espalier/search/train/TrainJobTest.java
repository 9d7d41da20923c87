package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.accuracy.score.Accuracy;
import dev.espalier.accuracy.score.Evaluate;
import dev.espalier.accuracy.score.ModelMetadata;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.Runner;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainJobTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path base;

  @Test
  void lossFallsAndTheModelIsAsGoodElsewhere() throws IOException {
    TinyRun run = TinyRun.in(base, 60, "optimizer: {rate: 0.1}\nschedule: {warmup: 5}");
    TrainSummary summary = run.go("run").orElseThrow();
    List<JsonNode> losses = lines(run, "loss");
    assertThat(losses).hasSize(60);
    assertThat(mean(losses.subList(50, 60))).isLessThan(0.8 * mean(losses.subList(0, 10)));
    assertThat(losses.get(0).get("rate").asDouble()).isCloseTo(0.1 / 6, within(1e-9));
    assertThat(losses.get(59).get("residentBytes").asLong()).isGreaterThan(50_000_000);
    Accuracy elsewhere = evaluate(run.folder("run").resolve(RunFolder.MODEL));
    double wanted = summary.accuracy().get("mIoU").asDouble();
    assertThat(elsewhere.mIoU().orElseThrow()).isCloseTo(wanted, within(1e-4));
    assertThat(wanted).isGreaterThan(0.1);
  }

  /** In ONNX Runtime, with the preprocessing that the file states. */
  private static Accuracy evaluate(Path model) {
    try (Runner runner = OnnxRuntimeRunner.open(model, OnnxRuntimeRunner.Settings.PLAIN)) {
      return new Evaluate(
              runner, ModelMetadata.preprocessing(model).orElseThrow(), Optional.empty(), Map.of())
          .run(new Streets(7, Streets.VALIDATION, 2, 32, 24), () -> {})
          .accuracy(8, false);
    }
  }

  @Test
  void validationsAreWhereTheyShould() throws IOException {
    TinyRun run = TinyRun.in(base, 10, "");
    TrainSummary summary = run.go("run").orElseThrow();
    assertThat(lines(run, "mIoU").stream().map(line -> line.get("step").asInt()))
        .containsExactly(4, 8, 10);
    assertThat(summary.steps()).isEqualTo(10);
    assertThat(summary.classes()).hasSize(8);
    assertThat(summary.accuracy()).isEqualTo(lines(run, "mIoU").get(2));
  }

  /** Masks and choices are the search's; training leaves their scores alone. */
  @Test
  void scoresOfMasksStay() throws IOException {
    TinyRun run = TinyRun.in(base, 5, "");
    run.go("run");
    Graph trained = OnnxReader.read(run.folder("run").resolve(RunFolder.MODEL)).graph();
    Map<String, Tensor> before = TinyNetwork.GRAPH.constants();
    assertThat(trained.constants().get("scores").hasSameContent(before.get("scores"))).isTrue();
    assertThat(trained.constants().get("w1").hasSameContent(before.get("w1"))).isFalse();
  }

  @Test
  void networksOfTheZooAreBuiltForBatchesAndForOnePicture() {
    TrainConfig config =
        TrainConfig.parse(
            "run.yaml",
            "{network: {name: topformer-tiny-ade}, data: {train: streets, streets: {size: [128,"
                + " 192]}}, crop: [64, 96], steps: 1, batch: 3}");
    TrainingGraphs graphs = TrainingGraphs.of(config, base, RunData.open(config, base));
    Graph training = graphs.training();
    assertThat(training.type(training.outputs().get(0)).shape()).containsExactly(3, 8, 96, 64);
    Graph deployed = graphs.deployed();
    assertThat(deployed.type(deployed.outputs().get(0)).shape()).containsExactly(1, 8, 24, 16);
    assertThat(training.constants().keySet()).containsAll(deployed.constants().keySet());
  }

  @Test
  void networksThatDoNotFitAreRefused() throws IOException {
    TinyRun other = TinyRun.in(base, 2, "").withNetwork("topformer-tinny-ade");
    assertThatThrownBy(() -> other.go("run"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("no network 'topformer-tinny-ade'; did you mean topformer-tiny-ade?");
    TinyRun classifier = TinyRun.in(base, 2, "").withNetwork("resnet18");
    assertThatThrownBy(() -> classifier.go("run"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("scores of 8 classes as its first output, found f32[1,8]");
  }

  private static List<JsonNode> lines(TinyRun run, String key) throws IOException {
    return Files.readAllLines(run.folder("run").resolve(MetricsFile.FILE)).stream()
        .map(TrainJobTest::parse)
        .filter(l -> l.has(key))
        .toList();
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static double mean(List<JsonNode> lines) {
    return lines.stream().mapToDouble(line -> line.get("loss").asDouble()).average().orElseThrow();
  }
}
