package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import java.util.Map;

/** What happens in a step of a run; the loop around it is {@link Trainer}'s. */
public interface TrainingMethod extends AutoCloseable {
  /** The figure that every method has. */
  String LOSS = "loss";

  /**
   * Trains on a batch.
   *
   * @param step counted from 0; with the batch and the state it decides everything
   * @return figures for the metrics, {@link #LOSS} first
   */
  Map<String, Double> step(long step, Batch batch);

  /** The live arrays that a checkpoint must hold, in a fixed order. */
  Map<String, NDArray> state();

  /** Called once before the first step, when the state is that of the run. */
  default void begin() {}

  @Override
  default void close() {}
}
