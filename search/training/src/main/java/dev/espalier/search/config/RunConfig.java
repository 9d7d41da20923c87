package dev.espalier.search.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/** What the configurations of all runs have; {@code docs/training.md} tells what the keys mean. */
public sealed interface RunConfig permits TrainConfig, SearchConfig {
  /** The network. */
  record NetworkConfig(String name, double scale) {}

  /** The loss. */
  record LossConfig(double auxiliary, Optional<List<Double>> classWeights, double hardest) {}

  /** Changes of training pictures. */
  record AugmentationConfig(
      List<Double> scale,
      double flip,
      double brightness,
      double contrast,
      double saturation,
      double hue) {}

  NetworkConfig network();

  DataConfig data();

  /** Width and height of what is cut out of pictures; that of a whole picture when absent. */
  Optional<List<Integer>> crop();

  /** Pictures in a step. */
  int batch();

  OptimizerConfig optimizer();

  ScheduleConfig schedule();

  LossConfig loss();

  AugmentationConfig augmentation();

  /** Steps from one validation to the next. */
  int evaluateEvery();

  /** Steps from one checkpoint to the next. */
  int saveEvery();

  long seed();

  /** Threads that compute; 0 for as many as the machine has processors. */
  int threads();

  /** Threads that compute. */
  default int usedThreads() {
    return threads() > 0 ? threads() : Runtime.getRuntime().availableProcessors();
  }

  /** Every key with its value, also those that the file left out. */
  JsonNode tree();
}
