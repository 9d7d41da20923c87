package dev.espalier.search.train;

import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.feed.Augmentation;
import dev.espalier.accuracy.feed.ColourJitter;
import dev.espalier.search.config.RunConfig;
import dev.espalier.search.config.RunConfig.AugmentationConfig;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Network;
import dev.espalier.search.train.TrainingGraphs.Size;
import java.nio.file.Path;
import java.util.List;

/**
 * The data of a run, and how they are used in it.
 *
 * @param crop size of pictures in training
 * @param whole size of pictures in validation
 */
public record RunData(RunConfig config, TrainingData data, Size crop, Size whole) {
  /**
   * Opens the data of a configuration.
   *
   * @param base the folder that paths are relative to
   */
  public static RunData open(RunConfig config, Path base) {
    TrainingData data = TrainingData.open(config.data(), base);
    Picture first = data.validation().sample(0).picture();
    Size whole = new Size(first.width(), first.height());
    Size crop = config.crop().map(RunData::size).orElse(whole);
    RequireFit.keys(config, data.classes(), crop);
    return new RunData(config, data, crop, whole);
  }

  private static Size size(List<Integer> sides) {
    return new Size(sides.get(0), sides.get(1));
  }

  /** The batches of the run. */
  public Feed feed() {
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

  /** The validation of a network, whose choices are made as told. */
  public Validation validation(Network network, Choosing choosing) {
    return new Validation(
        network, choosing, config.data().preprocessing(), data.validation(), data.classes());
  }
}
