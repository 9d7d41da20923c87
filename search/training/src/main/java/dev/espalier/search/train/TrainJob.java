package dev.espalier.search.train;

import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.search.config.TrainConfig;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.PyTorch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Trains the network of a configuration and writes it.
 *
 * @param base the folder that paths in the configuration are relative to
 * @param folder for the checkpoint, the metrics, and what comes out
 * @param resume whether to go on from the checkpoint in the folder, if there is one
 */
public record TrainJob(TrainConfig config, Path base, Path folder, boolean resume) {
  /**
   * Runs until the end, or until interrupted.
   *
   * @return what came out; nothing if interrupted
   * @throws dev.espalier.search.config.ConfigException when the configuration, the data and the
   *     folder do not fit
   */
  public Optional<TrainSummary> run(Progress progress, Interruption interruption)
      throws IOException {
    return interruption.during(() -> open(progress, interruption));
  }

  private Optional<TrainSummary> open(Progress progress, Interruption interruption)
      throws IOException {
    PyTorch.setThreads(config.usedThreads());
    RunData data = RunData.open(config, base);
    return run(data, TrainingGraphs.of(config, base, data), progress, interruption);
  }

  private Optional<TrainSummary> run(
      RunData data, TrainingGraphs graphs, Progress progress, Interruption interruption)
      throws IOException {
    try (RunFolder run = RunFolder.open(folder, config.tree(), config.usedThreads());
        Parameters parameters = Parameters.of(graphs.training());
        Network training = Network.of(graphs.training(), parameters);
        Network deployed = Network.of(graphs.deployed(), parameters);
        Protection protection = new Protection(new MaskedSlices(graphs.training()));
        PlainTraining method = PlainTraining.of(weights(training, protection), protection)) {
      long from = run.start(method, resume, progress);
      progress.begin(from, config.steps());
      Trainer trainer =
          new Trainer(
              Trainer.Plan.of(config.steps(), config.evaluateEvery(), config.saveEvery()),
              method,
              data.feed(),
              data.validation(deployed, Choosing.BEST)::run,
              steps -> run.save(steps, method.state()),
              progress,
              interruption);
      try (MetricsFile metrics = MetricsFile.open(folder, "", from)) {
        if (!trainer.run(from, metrics)) {
          return Optional.empty();
        }
        Graph trained = parameters.written(graphs.deployed());
        run.write(RunFolder.MODEL, trained, config.data().preprocessing());
        TrainSummary summary = summary(data.data(), trained, metrics);
        run.write(RunFolder.SUMMARY, summary);
        return Optional.of(summary);
      }
    }
  }

  private TrainSummary summary(TrainingData data, Graph trained, MetricsFile metrics)
      throws IOException {
    MacCount count = MacCounter.count(trained);
    return new TrainSummary(
        config.network().name(),
        config.steps(),
        count.parameters(),
        count.total().isConstant() ? Optional.of(count.total().value()) : Optional.empty(),
        data.train().classes(),
        metrics.last("", Validation.MIOU).orElseThrow());
  }

  private WeightTraining weights(Network network, Protection protection) {
    return new WeightTraining(
        network,
        Objective.of(PixelLoss.of(config.loss())),
        Optimizer.of(config.optimizer(), WeightTraining.trained(network.parameters()), protection),
        Schedule.of(config.schedule(), config.steps()),
        config.optimizer().rate());
  }
}
