package dev.espalier.search.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The configuration of a training run; {@code docs/training.md} tells what the keys mean.
 *
 * @param crop width and height
 */
public record TrainConfig(
    NetworkConfig network,
    DataConfig data,
    Optional<List<Integer>> crop,
    int batch,
    int steps,
    OptimizerConfig optimizer,
    ScheduleConfig schedule,
    LossConfig loss,
    AugmentationConfig augmentation,
    int evaluateEvery,
    int saveEvery,
    long seed,
    int threads)
    implements RunConfig {
  private static final ConfigFile FILE = ConfigFile.of("train.schema.json");

  /**
   * Reads a YAML file.
   *
   * @throws ConfigException when it cannot be read or says what cannot be
   */
  public static TrainConfig read(Path file) {
    return FILE.read(file, TrainConfig.class);
  }

  /** Reads YAML; {@code where} stands in messages. */
  public static TrainConfig parse(String where, String yaml) {
    return FILE.parse(where, yaml, TrainConfig.class);
  }

  @Override
  public JsonNode tree() {
    return FILE.tree(this);
  }
}
