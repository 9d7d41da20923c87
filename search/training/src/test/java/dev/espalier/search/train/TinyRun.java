package dev.espalier.search.train;

import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.search.config.TrainConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs of a tiny network on tiny street scenes, in the folders of a test. */
record TinyRun(Path base, String network, int steps, int threads, String more) {
  static final String NETWORK = "tiny.onnx";

  private static final String CONFIG =
      """
      network: {name: %s}
      data:
        train: streets
        streets: {train: 6, validation: 2, size: [32, 24]}
      crop: [32, 24]
      batch: 3
      steps: %d
      evaluateEvery: 4
      saveEvery: 3
      threads: %d
      %s
      """;

  /** Writes the network and the configuration. */
  static TinyRun in(Path base, int steps, String more) throws IOException {
    new OnnxWriter().write(OnnxModel.of(TinyNetwork.GRAPH), base.resolve(NETWORK));
    TinyRun run = new TinyRun(base, NETWORK, steps, 1, more);
    Files.writeString(run.file(), run.text());
    return run;
  }

  TinyRun withThreads(int other) {
    return new TinyRun(base, network, steps, other, more);
  }

  TinyRun withNetwork(String other) {
    return new TinyRun(base, other, steps, threads, more);
  }

  Path file() {
    return base.resolve("run.yaml");
  }

  private String text() {
    return CONFIG.formatted(network, steps, threads, more);
  }

  Path folder(String name) {
    return base.resolve(name);
  }

  /** Starts in a folder, or goes on there. */
  Optional<TrainSummary> go(String name, Progress progress, Interruption interruption)
      throws IOException {
    TrainConfig config = TrainConfig.parse("run.yaml", text());
    return new TrainJob(config, base, folder(name), true).run(progress, interruption);
  }

  Optional<TrainSummary> go(String name) throws IOException {
    return go(name, Progress.NONE, new Interruption());
  }

  Path checkpointFile(String name) {
    return folder(name).resolve(Checkpoint.FILE);
  }

  /** Every bit of the state at the end. */
  byte[] checkpoint(String name) throws IOException {
    return Files.readAllBytes(checkpointFile(name));
  }

  byte[] model(String name) throws IOException {
    return Files.readAllBytes(folder(name).resolve(RunFolder.MODEL));
  }

  /** The metrics without what depends on the machine. */
  List<String> metrics(String name) throws IOException {
    return Files.readAllLines(folder(name).resolve(MetricsFile.FILE)).stream()
        .map(line -> line.replaceAll(",\"(imagesPerSecond|residentBytes)\":[^,}]*", ""))
        .toList();
  }
}
