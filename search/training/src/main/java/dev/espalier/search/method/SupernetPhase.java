package dev.espalier.search.method;

import ai.djl.ndarray.NDArray;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Choosing.Given;
import dev.espalier.search.djl.Draws;
import dev.espalier.search.train.Checkpoint;
import dev.espalier.search.train.Objective;
import dev.espalier.search.train.PixelLoss;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.TrainingMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Trains the supernet: all channels pass, and at each step one branch of each choice runs, all with
 * the same probability. A supernet that was trained in another run is taken as it is.
 *
 * <p>Validated is the largest network in it: with the branch of the most multiply-accumulates at
 * each choice.
 *
 * @param base the folder that paths in the configuration are relative to
 */
record SupernetPhase(SearchTask task, Path base) implements Phase {
  /** The trained supernet in the folder of the run, for other runs to start from. */
  static final String FILE = "supernet.safetensors";

  static final String NAME = "supernet";

  private static final long SALT = 0x5375706572L;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public long steps() {
    return task.config().supernet().isPresent() ? 0 : task.config().steps().supernet();
  }

  @Override
  public boolean validatesFirst() {
    return steps() == 0;
  }

  @Override
  public Choosing validated() {
    return Given.largest(task.deployed().graph());
  }

  @Override
  public TrainingMethod begin() {
    task.config().supernet().map(base::resolve).ifPresent(this::read);
    Draws draws = new Draws(task.config().seed() ^ SALT);
    Given.Even even = Given.even(task.training().graph(), draws);
    Objective objective = Objective.of(PixelLoss.of(task.config().loss()));
    return new PlainTraining(task.weights(objective, steps()), task.protection(), even::at);
  }

  private void read(Path file) {
    Map<String, NDArray> state = task.parameters().state();
    Checkpoint.read(file).part(state.keySet()).restore(file, state);
  }

  /** Looks whether the trained supernet of a configuration is there. */
  static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new ConfigException("supernet: %s is no file", file);
    }
  }

  @Override
  public void end() throws IOException {
    task.recalibration().run(validated());
    task.folder().save(FILE, steps(), task.parameters().state());
  }
}
