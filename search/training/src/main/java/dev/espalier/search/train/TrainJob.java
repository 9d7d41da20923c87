package dev.espalier.search.train;

import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.feed.ColourJitter;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCount;
import dev.espalier.ir.MacCounter;
import dev.espalier.search.config.TrainConfig;
import dev.espalier.search.config.TrainConfig.AugmentationConfig;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.PyTorch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
    PyTorch.setThreads(threads());
    TrainingData data = TrainingData.open(config.data(), base);
    TrainingGraphs.Size whole = size(data.validation().sample(0).picture());
    TrainingGraphs.Size crop = config.crop().map(TrainJob::size).orElse(whole);
    RequireFit.keys(config, data.classes(), crop);
    TrainingGraphs graphs = TrainingGraphs.of(config, base, data.classes(), crop, whole);
    return run(data, graphs, feed(data, crop), progress, interruption);
  }

  private Optional<TrainSummary> run(
      TrainingData data,
      TrainingGraphs graphs,
      Feed feed,
      Progress progress,
      Interruption interruption)
      throws IOException {
    try (RunFolder run = RunFolder.open(folder, config.tree(), threads());
        Parameters parameters = Parameters.of(graphs.training());
        Network training = Network.of(graphs.training(), parameters);
        Network deployed = Network.of(graphs.deployed(), parameters);
        Protection protection = new Protection(new MaskedSlices(graphs.training()));
        Optimizer optimizer =
            Optimizer.of(config.optimizer(), PlainTraining.trained(parameters), protection)) {
      PlainTraining method = method(training, optimizer, protection);
      long from = run.start(method, resume, progress);
      progress.begin(from, config.steps());
      Validation validation =
          new Validation(
              deployed, config.data().preprocessing(), data.validation(), data.classes());
      Trainer trainer =
          new Trainer(
              new Trainer.Plan(config.steps(), config.evaluateEvery(), config.saveEvery()),
              method,
              feed,
              validation,
              steps -> run.save(steps, method),
              progress,
              interruption);
      try (MetricsFile metrics = MetricsFile.open(folder, from)) {
        if (!trainer.run(from, metrics)) {
          return Optional.empty();
        }
        Graph trained = parameters.written(graphs.deployed());
        run.write(trained, config.data().preprocessing());
        TrainSummary summary = summary(data, trained, metrics);
        run.write(summary);
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
        metrics.last(Validation.MIOU).orElseThrow());
  }

  private int threads() {
    return config.threads() > 0 ? config.threads() : Runtime.getRuntime().availableProcessors();
  }

  private static TrainingGraphs.Size size(Picture picture) {
    return new TrainingGraphs.Size(picture.width(), picture.height());
  }

  private static TrainingGraphs.Size size(List<Integer> sides) {
    return new TrainingGraphs.Size(sides.get(0), sides.get(1));
  }

  private PlainTraining method(Network network, Optimizer optimizer, Protection protection) {
    return new PlainTraining(
        network,
        PixelLoss.of(config.loss()),
        optimizer,
        protection,
        Schedule.of(config.schedule(), config.steps()),
        config.optimizer().rate());
  }

  private Feed feed(TrainingData data, TrainingGraphs.Size crop) {
    AugmentationConfig changes = config.augmentation();
    ColourJitter colours =
        new ColourJitter(
            changes.brightness(), changes.contrast(), changes.saturation(), changes.hue());
    Augmentation augmentation =
        new Augmentation(
            crop.width(),
            crop.height(),
            changes.scale().get(0),
            changes.scale().get(1),
            changes.flip(),
            colours,
            Augmentation.Padding.MEAN);
    return new Feed(
        data.train(),
        data.classes(),
        augmentation,
        config.data().preprocessing(),
        config.batch(),
        config.seed());
  }
}
