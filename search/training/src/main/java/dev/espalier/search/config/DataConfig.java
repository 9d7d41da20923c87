package dev.espalier.search.config;

import dev.espalier.accuracy.score.Preprocessing;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Where pictures and labels come from. */
public record DataConfig(
    String train,
    Optional<String> validation,
    Optional<String> trainSplit,
    Optional<String> validationSplit,
    Optional<String> layout,
    Set<Integer> ignore,
    OptionalInt classes,
    StreetsConfig streets,
    Preprocessing preprocessing) {
  /** What stands for synthetic street scenes in the place of a path. */
  public static final String STREETS = "streets";

  /**
   * Synthetic street scenes.
   *
   * @param train how many for training
   * @param validation how many for validation
   * @param size width and height
   */
  public record StreetsConfig(int train, int validation, List<Integer> size, long seed) {}
}
