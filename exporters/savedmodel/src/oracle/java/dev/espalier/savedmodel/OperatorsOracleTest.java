package dev.espalier.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operator that can be written, compared with TensorFlow and its converter. */
@TestInstance(Lifecycle.PER_CLASS)
class OperatorsOracleTest {
  private static final double TOLERANCE = 1e-6;

  /** The converter stores the bias with 16 bits, too. */
  private static final double HALF_TOLERANCE = 1e-4;

  private final List<Trial> trials = new ArrayList<>();
  private final List<String> rows = new ArrayList<>(List.of(Comparison.head()));

  @BeforeAll
  void runTensorFlow(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path folder) throws IOException, InterruptedException {
    for (OperatorCase each : OperatorCase.all()) {
      Path place = folder.resolve(Integer.toString(trials.size()));
      trials.add(Trial.prepare(each.name(), each.model(), each.low(), each.high(), place));
    }
    TensorFlowRun.of(trials, folder);
  }

  @ParameterizedTest
  @MethodSource("trials")
  void agrees(Trial trial) throws IOException {
    Comparison comparison = Comparison.of(trial);
    rows.add(comparison.row());

    assertThat(comparison.tensorFlow()).as("off TensorFlow").isLessThan(TOLERANCE);
    assertThat(comparison.official())
        .as("off the converter's file")
        .isLessThan(trial.half() ? HALF_TOLERANCE : TOLERANCE);
    assertThat(comparison.ours().total())
        .as("operators: %s", comparison.ours())
        .isLessThanOrEqualTo(comparison.theirs().total());
  }

  List<Trial> trials() {
    return trials;
  }

  /** The figures of docs/oracle.md. */
  @AfterAll
  void writeTable() throws IOException {
    Path table = Files.createDirectories(Path.of("target", "oracle")).resolve("operators.md");
    Files.write(table, rows);
  }
}
