package dev.espalier.search.method;

import ai.djl.ndarray.NDArray;
import dev.espalier.search.train.Batch;
import dev.espalier.search.train.PlainTraining;
import dev.espalier.search.train.TrainingMethod;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains the small network; a checkpoint has the supernet it was cut from, too. */
record NarrowedTraining(NarrowedTask narrowed, PlainTraining training) implements TrainingMethod {
  private static final String PREFIX = "subnet/";

  @Override
  public void begin() {
    training.begin();
  }

  @Override
  public Map<String, Double> step(long step, Batch batch) {
    return training.step(step, batch);
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(narrowed.whole().parameters().state());
    training.state().forEach((name, array) -> state.put(PREFIX + name, array));
    return state;
  }

  @Override
  public void close() {
    training.close();
    narrowed.close();
  }
}
