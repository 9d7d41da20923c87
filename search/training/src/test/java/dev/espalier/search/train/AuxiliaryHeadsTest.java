package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.ir.Graph;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.search.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A network of the zoo is trained with its auxiliary heads, and written without them. */
class AuxiliaryHeadsTest {
  private static final String CONFIG =
      """
      network: {name: bisenetv2-city, scale: 0.25}
      data: {train: streets, streets: {train: 2, validation: 1, size: [64, 64]}}
      batch: 2
      steps: 1
      threads: 1
      loss: {auxiliary: %s}
      """;

  @TempDir Path base;

  private double firstLoss(double weight) throws IOException {
    TrainConfig config = TrainConfig.parse("run.yaml", CONFIG.formatted(weight));
    Path folder = base.resolve("run" + weight);
    new TrainJob(config, base, folder, false).run(Progress.NONE, new Interruption());
    String line = Files.readAllLines(folder.resolve(MetricsFile.FILE)).get(0);
    return new ObjectMapper().readTree(line).get("loss").asDouble();
  }

  @Test
  void countInTheLossAndAreNotWritten() throws IOException {
    double own = firstLoss(0);
    double half = firstLoss(0.5) - own;
    assertThat(half).isGreaterThan(0.5);
    assertThat(firstLoss(1) - own).isCloseTo(2 * half, within(1e-4));
    Graph written = OnnxReader.read(base.resolve("run1.0").resolve(RunFolder.MODEL)).graph();
    assertThat(written.outputs()).hasSize(1);
    assertThat(written.constants().keySet()).noneMatch(name -> name.contains("aux"));
  }
}
