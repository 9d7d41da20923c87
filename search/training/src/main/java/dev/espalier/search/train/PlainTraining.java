package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import dev.espalier.search.djl.Choosing;
import java.util.Map;
import java.util.function.LongFunction;

/** Trains weights; masks and choices of a supernet stay as they are. */
public final class PlainTraining implements TrainingMethod {
  private final WeightTraining weights;
  private final Protection protection;
  private final LongFunction<Choosing> choosing;

  /**
   * @param weights is closed with this
   * @param protection that of its optimizer
   * @param choosing how choices are made at a step
   */
  public PlainTraining(
      WeightTraining weights, Protection protection, LongFunction<Choosing> choosing) {
    this.weights = weights;
    this.protection = protection;
    this.choosing = choosing;
  }

  /** With the choices of the deployed network. */
  public static PlainTraining of(WeightTraining weights, Protection protection) {
    return new PlainTraining(weights, protection, step -> Choosing.BEST);
  }

  @Override
  public void begin() {
    protection.follow(weights.network().parameters());
  }

  @Override
  public Map<String, Double> step(long step, Batch batch) {
    return weights.step(step, batch, choosing.apply(step), pass -> {});
  }

  @Override
  public Map<String, NDArray> state() {
    return weights.state();
  }

  @Override
  public void close() {
    weights.close();
  }
}
