package dev.espalier.compiler;

import dev.espalier.latency.estimate.Block;
import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.estimate.KernelTime;
import dev.espalier.latency.profile.Profile;
import java.util.List;
import java.util.OptionalDouble;

/**
 * What a run would take on a device, predicted kernel by kernel.
 *
 * @param device the profile's name
 * @param runtime that the profile's kernels were measured with
 * @param precision of arithmetic and accumulation
 * @param predictedMs the sum of the kernels
 * @param intervalMs from the least to the most, by the worst error on a network that was held out
 * @param unvalidatedShare of {@code predictedMs} that comes from formulas nobody has checked
 * @param lowConfidence whether that share is above 0.2
 * @param budgetMs absent where none was given
 * @param pass whether {@code predictedMs} is within the budget
 * @param blocks kernels by the scopes of their nodes, in the order they run
 * @param outOfRange kernels unlike any that was measured
 */
public record LatencyFigures(
    String device,
    String runtime,
    String precision,
    double predictedMs,
    List<Double> intervalMs,
    double unvalidatedShare,
    boolean lowConfidence,
    OptionalDouble budgetMs,
    boolean pass,
    List<BlockTime> blocks,
    List<OutOfRange> outOfRange) {
  /**
   * The time of a part of a network.
   *
   * @param macs multiply-accumulates of the model, without padding
   */
  public record BlockTime(String name, int kernels, double predictedMs, long macs) {
    static BlockTime of(Block block) {
      return new BlockTime(block.name(), block.kernels(), block.milliseconds(), block.macs());
    }
  }

  /**
   * A kernel outside of what was measured.
   *
   * @param features by which it is
   */
  public record OutOfRange(String node, String operators, List<String> features) {
    static OutOfRange of(KernelTime time) {
      return new OutOfRange(
          time.kernel().node(), time.kernel().operators(), time.prediction().outOfRange());
    }
  }

  public LatencyFigures {
    intervalMs = List.copyOf(intervalMs);
    blocks = List.copyOf(blocks);
    outOfRange = List.copyOf(outOfRange);
  }

  static LatencyFigures of(Estimate estimate, Profile profile, OptionalDouble budget) {
    return new LatencyFigures(
        profile.name(),
        profile.identity().runtime(),
        profile.identity().precision(),
        estimate.milliseconds(),
        List.of(estimate.low(), estimate.high()),
        estimate.unvalidatedShare(),
        estimate.isLowConfidence(),
        budget,
        budget.isEmpty() || estimate.milliseconds() <= budget.getAsDouble(),
        estimate.blocks().stream().map(BlockTime::of).toList(),
        estimate.outOfRange().stream().map(OutOfRange::of).toList());
  }
}
