package dev.espalier.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Starts {@link TensorFlowProcess}, apart from the process in which TFLite runs. */
final class TensorFlowRun {
  private TensorFlowRun() {}

  /** Fills the folders of the trials. */
  static void of(List<Trial> trials, Path folder) throws IOException, InterruptedException {
    Path list = folder.resolve("folders.txt");
    Path log = folder.resolve("log.txt");
    Files.write(list, trials.stream().map(trial -> trial.folder().toString()).toList());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                TensorFlowProcess.class.getName(),
                list.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor()).as("TensorFlow's process, see " + log).isZero();
  }
}
