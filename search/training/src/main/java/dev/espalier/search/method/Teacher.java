package dev.espalier.search.method;

import dev.espalier.ir.Graph;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.Distillation;
import dev.espalier.search.train.Objective;
import dev.espalier.search.train.PixelLoss;
import dev.espalier.search.train.RunFolder;
import java.nio.file.Path;

/** The trained supernet, whose weights stay: it is in the folder of the run. */
public final class Teacher implements AutoCloseable {
  private final SearchConfig config;
  private final Path file;
  private final Parameters parameters;
  private final Network network;

  /**
   * @param training the supernet as it is trained
   */
  Teacher(SearchConfig config, RunFolder folder, Graph training) {
    this.config = config;
    this.file = folder.file(SupernetPhase.FILE);
    this.parameters = Parameters.of(training);
    this.network = Network.of(training, parameters);
  }

  /** What is made small once the supernet is trained: with what this teaches, if it counts. */
  public Objective objective() {
    Objective own = Objective.of(PixelLoss.of(config.loss()));
    double weight = config.distillation().weight();
    if (weight == 0) {
      return own;
    }
    Checkpoint.read(file).restore(file, parameters.state());
    return own.with(new Distillation(network, weight));
  }

  @Override
  public void close() {
    network.close();
    parameters.close();
  }
}
