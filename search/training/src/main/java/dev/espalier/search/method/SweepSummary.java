package dev.espalier.search.method;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Optional;

/**
 * What searches from one supernet, and baselines beside them, came to; {@code sweep.json} has these
 * names in this order.
 *
 * @param unit of costs: {@code ms} or {@code MACs}
 * @param device whose milliseconds
 * @param supernet with all channels and branches
 * @param results one per method and target
 */
public record SweepSummary(
    String network, String unit, Optional<String> device, Whole supernet, List<Result> results) {
  /** The supernet's cost and its mean of the intersections over unions of the classes. */
  public record Whole(double cost, @JsonProperty("mIoU") double accuracy) {}

  /**
   * What a method came to.
   *
   * @param target the most it may cost
   * @param share the target as a share of the supernet's cost
   * @param cost of the result
   * @param accuracy of the result: the mean of the intersections over unions of the classes
   * @param macs for pictures of the size whose cost counts
   */
  public record Result(
      String method,
      double target,
      double share,
      double cost,
      @JsonProperty("mIoU") double accuracy,
      long parameters,
      long macs) {}

  public SweepSummary {
    results = List.copyOf(results);
  }
}
