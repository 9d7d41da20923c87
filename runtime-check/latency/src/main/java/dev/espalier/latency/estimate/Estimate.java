package dev.espalier.latency.estimate;

import dev.espalier.latency.Prediction;
import dev.espalier.latency.Predictor;
import dev.espalier.latency.kernel.FuseKernels;
import dev.espalier.latency.kernel.Kernel;
import dev.espalier.tflite.model.LiteModel;
import java.util.ArrayList;
import java.util.List;

/**
 * The predicted time of a graph on a device: the sum of its kernels in the order they run. What a
 * run costs beside its kernels is not known and counts as nothing.
 *
 * @param blocks the kernels by the scopes of their nodes
 * @param milliseconds the sum
 * @param factor measured networks were within the predicted sum divided and multiplied by it
 * @param unvalidated milliseconds of the sum that come from formulas whose constants nobody has
 *     checked
 */
public record Estimate(
    List<KernelTime> kernels,
    List<Block> blocks,
    double milliseconds,
    double factor,
    double unvalidated) {
  /** With a larger share of formulas than this, a figure is worth little. */
  public static final double MOST_UNVALIDATED = 0.2;

  /** So many kernels are one block. */
  private static final int FEW = 12;

  public Estimate {
    kernels = List.copyOf(kernels);
    blocks = List.copyOf(blocks);
  }

  /**
   * The estimate of a lowered graph that the GPU takes as a whole.
   *
   * @param factor by which the sums of networks are off at worst
   */
  public static Estimate of(LiteModel model, Predictor predictor, double factor) {
    return of(FuseKernels.of(model), predictor, factor);
  }

  static Estimate of(List<Kernel> kernels, Predictor predictor, double factor) {
    List<KernelTime> times = new ArrayList<>();
    double sum = 0;
    double unvalidated = 0;
    for (Kernel kernel : kernels) {
      Prediction prediction = predictor.predict(kernel);
      times.add(new KernelTime(kernel, prediction));
      sum += prediction.milliseconds();
      unvalidated += prediction.unvalidated();
    }
    return new Estimate(times, blocks(times), sum, factor, unvalidated);
  }

  private static List<Block> blocks(List<KernelTime> times) {
    return Scopes.of(times, time -> time.kernel().node(), FEW).entrySet().stream()
        .map(scope -> Block.of(scope.getKey(), scope.getValue()))
        .toList();
  }

  /** The least the graph may take, by the worst error on a network that was held out. */
  public double low() {
    return milliseconds / factor;
  }

  /** The most the graph may take, by the worst error on a network that was held out. */
  public double high() {
    return milliseconds * factor;
  }

  /** The share of the sum that comes from formulas; 0 of an empty graph. */
  public double unvalidatedShare() {
    return milliseconds > 0 ? unvalidated / milliseconds : 0;
  }

  /** Whether too much of the sum comes from formulas. */
  public boolean isLowConfidence() {
    return unvalidatedShare() > MOST_UNVALIDATED;
  }

  /** Kernels unlike any that was measured. */
  public List<KernelTime> outOfRange() {
    return kernels.stream().filter(time -> !time.prediction().outOfRange().isEmpty()).toList();
  }
}
