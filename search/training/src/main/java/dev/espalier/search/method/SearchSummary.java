package dev.espalier.search.method;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.espalier.search.cost.CompareParts.Part;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a search came to; {@code search.json} has these names in this order. Fractions are
 * fractions.
 *
 * @param classes their names; empty when the data do not say
 * @param parts of the network with their costs; the supernet has the largest branch of each choice
 * @param flips changes of masks per 1000 steps of the search
 * @param secondsPerStep the median of each phase
 */
public record SearchSummary(
    String method,
    String network,
    List<String> classes,
    Target target,
    Costs cost,
    Size supernet,
    Size model,
    List<Width> channels,
    List<Block> blocks,
    List<Part> parts,
    @JsonProperty("mIoU") Accuracies accuracies,
    double flips,
    Map<String, Long> steps,
    Map<String, Double> secondsPerStep) {
  /**
   * What the result may cost.
   *
   * @param unit {@code ms} or {@code MACs}
   * @param device whose milliseconds
   * @param cost the most, in the unit
   * @param share of the supernet's cost
   * @param width of the pictures whose cost counts
   * @param height of them
   */
  public record Target(
      String unit, Optional<String> device, double cost, double share, long width, long height) {}

  /**
   * Costs in the unit of the target.
   *
   * @param supernet with all channels and branches
   * @param model of the result
   * @param ofTarget the result's as a share of the target
   */
  public record Costs(double supernet, double model, double ofTarget) {}

  /**
   * The size of a network for the pictures whose cost counts; of a supernet with the largest branch
   * of each choice.
   */
  public record Size(long parameters, long macs) {}

  /**
   * Channels that have their scores in common.
   *
   * @param scores the name of their scores
   * @param layer the first value with these channels
   * @param height of that value, for the pictures whose cost counts
   * @param width of that value
   */
  public record Width(
      String scores, String layer, long height, long width, int before, int after) {}

  /**
   * A choice between blocks.
   *
   * @param branches the values to choose from
   * @param chosen the one that was chosen
   */
  public record Block(String choice, List<String> branches, String chosen) {}

  /**
   * Means of the intersections over unions of the classes.
   *
   * @param supernet with all channels and the largest branch of each choice
   * @param found what was found, before it was trained
   * @param masked the supernet with masks and choices, after that
   * @param model the compiled file; absent when a check of it failed
   */
  public record Accuracies(double supernet, double found, double masked, Optional<Double> model) {}
}
