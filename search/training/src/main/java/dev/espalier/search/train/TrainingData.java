package dev.espalier.search.train;

import dev.espalier.accuracy.DataSet;
import dev.espalier.accuracy.data.DataSets;
import dev.espalier.accuracy.data.Layout;
import dev.espalier.accuracy.data.Remembered;
import dev.espalier.accuracy.streets.Streets;
import dev.espalier.search.config.ConfigException;
import dev.espalier.search.config.DataConfig;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The data of a run.
 *
 * @param classes how many there are
 */
public record TrainingData(DataSet train, DataSet validation, int classes) {
  private static final String TRAIN = "train";

  /**
   * Opens the data of a configuration.
   *
   * @param base the folder that paths are relative to
   * @throws ConfigException when it does not say enough
   * @throws dev.espalier.accuracy.DataException when the data cannot be read
   */
  public static TrainingData open(DataConfig config, Path base) {
    DataSet train = open(config, base, config.train(), true);
    DataSet validation = open(config, base, config.validation().orElse(config.train()), false);
    int known = train.classes().size();
    if (known == 0 && config.classes().isEmpty()) {
      throw new ConfigException("data.classes: needed, %s does not say it", config.train());
    }
    return new TrainingData(train, validation, config.classes().orElse(known));
  }

  private static DataSet open(DataConfig config, Path base, String where, boolean train) {
    if (where.equals(DataConfig.STREETS)) {
      return new Remembered(streets(config.streets(), train));
    }
    Path root = base.resolve(where);
    Layout layout =
        config
            .layout()
            .map(name -> Layout.valueOf(name.toUpperCase(Locale.ROOT)))
            .orElseGet(() -> DataSets.layout(root));
    Optional<String> split = train ? config.trainSplit() : config.validationSplit();
    DataSet data = open(root, layout, split.or(() -> part(layout, train)), config);
    return split.isEmpty() && layout == Layout.FOLDERS
        ? partOf(data, train).map(own -> open(root, layout, Optional.of(own), config)).orElse(data)
        : data;
  }

  private static DataSet open(Path root, Layout layout, Optional<String> split, DataConfig config) {
    return DataSets.open(root, new DataSets.Options(Optional.of(layout), split, config.ignore()));
  }

  /** The part that a layout always has; that for validation is its default. */
  private static Optional<String> part(Layout layout, boolean train) {
    return train && layout != Layout.FOLDERS ? Optional.of(TRAIN) : Optional.empty();
  }

  /** The part of plain folders, if there are those of both. */
  private static Optional<String> partOf(DataSet data, boolean train) {
    Set<String> splits = DataSets.splits(data);
    Optional<String> training = one(splits, TRAIN, "training");
    Optional<String> validation = one(splits, "val", "validation");
    return training.isPresent() && validation.isPresent()
        ? train ? training : validation
        : Optional.empty();
  }

  private static Optional<String> one(Set<String> splits, String... names) {
    return Arrays.stream(names).filter(splits::contains).findFirst();
  }

  private static Streets streets(DataConfig.StreetsConfig config, boolean train) {
    int first = train ? 0 : Streets.VALIDATION;
    int count = train ? config.train() : config.validation();
    return new Streets(config.seed(), first, count, config.size().get(0), config.size().get(1));
  }
}
