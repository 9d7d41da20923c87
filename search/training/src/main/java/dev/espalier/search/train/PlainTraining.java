package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.espalier.search.djl.Choosing;
import dev.espalier.search.djl.Mode;
import dev.espalier.search.djl.Network;
import dev.espalier.search.djl.Parameter;
import dev.espalier.search.djl.Parameters;
import dev.espalier.search.djl.Pass;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.djl.Tensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes a loss small; masks and choices of a supernet stay as they are. */
public final class PlainTraining implements TrainingMethod {
  private final Network network;
  private final PixelLoss loss;
  private final Optimizer optimizer;
  private final Protection protection;
  private final Schedule schedule;
  private final double rate;
  private final String input;
  private final List<Parameter> trained;

  /**
   * Trains a network of which every output is the scores of classes.
   *
   * @param protection that of the optimizer
   * @param rate learning rate before the schedule
   */
  public PlainTraining(
      Network network,
      PixelLoss loss,
      Optimizer optimizer,
      Protection protection,
      Schedule schedule,
      double rate) {
    this.network = network;
    this.loss = loss;
    this.optimizer = optimizer;
    this.protection = protection;
    this.schedule = schedule;
    this.rate = rate;
    this.input = network.graph().inputs().keySet().iterator().next();
    this.trained = trained(network.parameters());
    network.parameters().train(trained::contains);
  }

  /** Every parameter but scores and logits. */
  static List<Parameter> trained(Parameters parameters) {
    return parameters.all().stream().filter(PlainTraining::isTrained).toList();
  }

  private static boolean isTrained(Parameter parameter) {
    return switch (parameter.kind()) {
      case WEIGHT, BIAS, SCALE -> true;
      case SCORES, LOGITS -> false;
    };
  }

  @Override
  public void begin() {
    protection.follow(network.parameters());
  }

  @Override
  public Map<String, Double> step(long step, Batch batch) {
    double now = rate * schedule.share(step);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(LOSS, step(step, batch, now));
    figures.put("rate", now);
    return figures;
  }

  private double step(long step, Batch batch, double now) {
    try (NDManager manager = PyTorch.newManager()) {
      NDArray pictures = Tensors.toArray(manager, batch.pictures());
      PixelLoss.Truth truth = loss.truth(manager, batch);
      try (Pass pass = network.record(Mode.TRAIN, Choosing.BEST, Map.of(input, pictures))) {
        NDArray value = loss.of(List.copyOf(pass.outputs().values()), truth);
        pass.backward(value);
        for (Parameter parameter : trained) {
          pass.gradient(parameter).ifPresent(g -> optimizer.update(parameter, g, now, step));
        }
        return value.getFloat();
      }
    }
  }

  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    network.parameters().all().forEach(p -> state.put(p.name(), p.value()));
    state.putAll(network.parameters().statistics());
    optimizer.state().forEach((name, array) -> state.put("optimizer/" + name, array));
    return state;
  }
}
