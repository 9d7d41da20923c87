package dev.espalier.search.method;

import dev.espalier.ir.Graph;
import dev.espalier.passes.ApplyRules;
import dev.espalier.passes.fuse.RemoveFullMask;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.djl.Choosing.Given;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.Distillation;
import dev.espalier.search.train.Objective;
import dev.espalier.search.train.PixelLoss;
import dev.espalier.search.train.RunFolder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The trained supernet, whose weights stay: it is in the folder of the run. */
public final class Teacher implements AutoCloseable {
  private final SearchConfig config;
  private final Path file;
  private final Graph training;
  private Optional<Network> network = Optional.empty();

  /**
   * @param training the supernet as it is trained
   */
  Teacher(SearchConfig config, RunFolder folder, Graph training) {
    this.config = config;
    this.file = folder.file(SupernetPhase.FILE);
    this.training = training;
  }

  /** What is made small once the supernet is trained: with what this teaches, if it counts. */
  public Objective objective() {
    return objective(new Given(Map.of()));
  }

  /**
   * As {@link #objective()}.
   *
   * @param decided the branches of choices that the student no longer has
   */
  Objective objective(Given decided) {
    Objective own = Objective.of(PixelLoss.of(config.loss()));
    double weight = config.distillation().weight();
    if (weight == 0) {
      return own;
    }
    if (network.isEmpty()) {
      network = Optional.of(trained());
    }
    return own.with(new Distillation(network.get(), decided, weight));
  }

  /** Masks that let every channel pass would only take time. */
  private Network trained() {
    try (Parameters parameters = Parameters.of(training)) {
      Checkpoint.read(file).restore(file, parameters.state());
      Graph graph = new ApplyRules(new RemoveFullMask()).run(parameters.written(training));
      return Network.of(graph, Parameters.of(graph));
    }
  }

  @Override
  public void close() {
    network.ifPresent(
        teacher -> {
          teacher.close();
          teacher.parameters().close();
        });
  }
}
