package dev.espalier.search.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The configuration of a search; {@code docs/search.md} tells what the keys mean.
 *
 * @param crop width and height
 * @param supernet a checkpoint of a trained supernet, relative to the configuration
 * @param deploy width and height of the pictures whose cost counts
 * @param freeze shares of the search at whose end choices, and masks, do not change any more
 * @param minChannels the fewest channels of a group
 * @param align what widths are a multiple of, where that does not cost more
 * @param recalibration batches that statistics of normalisations are taken from
 */
public record SearchConfig(
    Method method,
    Preset preset,
    NetworkConfig network,
    Optional<String> supernet,
    DataConfig data,
    TargetConfig target,
    List<Integer> deploy,
    Optional<List<Integer>> crop,
    int batch,
    StepsConfig steps,
    OptimizerConfig optimizer,
    ScheduleConfig schedule,
    LossConfig loss,
    RegulariserConfig regulariser,
    DistillationConfig distillation,
    ScoresConfig scores,
    TemperatureConfig temperature,
    Execute execute,
    Searched searched,
    FreezeConfig freeze,
    int minChannels,
    int align,
    int recalibration,
    AugmentationConfig augmentation,
    int evaluateEvery,
    int saveEvery,
    long seed,
    int threads)
    implements RunConfig {
  private static final ConfigFile FILE = ConfigFile.of("search.schema.json");

  /** Methods of search, by their names in files. */
  public enum Method {
    RTSEG,
    UNIFORM,
    RANDOM,
    L1,
    SLIMMING,
    FPGM;

    /** Its name in files. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Sets of defaults, by their names in files. */
  public enum Preset {
    PAPER,
    SHORT
  }

  /** Which branches of a choice run, by their names in files. */
  public enum Execute {
    SAMPLED,
    ALL
  }

  /** What the search decides about, by its names in files. */
  public enum Searched {
    BOTH,
    CHANNELS,
    BLOCKS
  }

  /**
   * What the result may cost: one of {@code keep}, {@code ms} and {@code macs}.
   *
   * @param device a profile; multiply-accumulates are counted when absent
   * @param keep share of what the supernet costs
   */
  public record TargetConfig(
      Optional<String> device, OptionalDouble keep, OptionalDouble ms, OptionalDouble macs) {
    /** The same unit, but a cost in it. */
    public TargetConfig at(double cost) {
      OptionalDouble here = OptionalDouble.of(cost);
      OptionalDouble none = OptionalDouble.empty();
      return device.isPresent()
          ? new TargetConfig(device, none, here, none)
          : new TargetConfig(device, none, none, here);
    }
  }

  /** Steps of the phases of a search. */
  public record StepsConfig(int supernet, int search, int finetune) {}

  /**
   * The pull towards the target.
   *
   * @param beta its weight at first
   * @param growth what the weight is multiplied with while the target is off
   * @param every share of the search after which that happens
   * @param tolerance share of the target within which it does not
   * @param most how many times the first weight it can become
   * @param hinge whether there is no pull below the target
   */
  public record RegulariserConfig(
      double beta, double growth, double every, double tolerance, double most, boolean hinge) {}

  /** The pull towards the scores of the trained supernet. */
  public record DistillationConfig(double weight) {}

  /** The optimizer of scores and logits. */
  public record ScoresConfig(double rate, List<Double> betas) {}

  /** The temperature of choices at the first and at the last step of the search. */
  public record TemperatureConfig(double first, double last) {}

  /** Shares of the search at its end. */
  public record FreezeConfig(double choices, double masks) {}

  /**
   * Reads a YAML file.
   *
   * @throws ConfigException when it cannot be read or says what cannot be
   */
  public static SearchConfig read(Path file) {
    return FILE.read(file, SearchConfig.class).checked(file.toString());
  }

  /** Reads YAML; {@code where} stands in messages. */
  public static SearchConfig parse(String where, String yaml) {
    return FILE.parse(where, yaml, SearchConfig.class).checked(where);
  }

  private SearchConfig checked(String where) {
    int ways = 0;
    for (OptionalDouble way : List.of(target.keep, target.ms, target.macs)) {
      ways += way.isPresent() ? 1 : 0;
    }
    if (ways != 1) {
      throw new ConfigException(
          "%s: target: found %d of keep, ms and macs, wanted one", where, ways);
    }
    if (target.device.isPresent() ? target.macs.isPresent() : target.ms.isPresent()) {
      throw new ConfigException(
          "%s: target: ms needs a device, macs and a device exclude each other", where);
    }
    return this;
  }

  /** The same with another method and target, and a trained supernet to start from. */
  public SearchConfig with(Method otherMethod, TargetConfig otherTarget, Optional<String> trained) {
    return new SearchConfig(
        otherMethod,
        preset,
        network,
        trained,
        data,
        otherTarget,
        deploy,
        crop,
        batch,
        steps,
        optimizer,
        schedule,
        loss,
        regulariser,
        distillation,
        scores,
        temperature,
        execute,
        searched,
        freeze,
        minChannels,
        align,
        recalibration,
        augmentation,
        evaluateEvery,
        saveEvery,
        seed,
        threads);
  }

  @Override
  public JsonNode tree() {
    return FILE.tree(this);
  }
}
