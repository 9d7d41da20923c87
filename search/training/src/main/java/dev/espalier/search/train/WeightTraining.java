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
import java.util.function.Consumer;

/** Changes the weights of a network step by step so that an objective becomes small. */
public final class WeightTraining implements AutoCloseable {
  private final Network network;
  private final Objective objective;
  private final Optimizer optimizer;
  private final Schedule schedule;
  private final double rate;
  private final String input;
  private final List<Parameter> trained;

  /**
   * Trains a network of which every output is the scores of classes.
   *
   * @param optimizer is closed with this
   * @param rate learning rate before the schedule
   */
  public WeightTraining(
      Network network, Objective objective, Optimizer optimizer, Schedule schedule, double rate) {
    this.network = network;
    this.objective = objective;
    this.optimizer = optimizer;
    this.schedule = schedule;
    this.rate = rate;
    this.input = network.graph().inputs().keySet().iterator().next();
    this.trained = trained(network.parameters());
    network.parameters().train(p -> !p.isDecision());
  }

  /** Every parameter but scores and logits. */
  public static List<Parameter> trained(Parameters parameters) {
    return parameters.all().stream().filter(p -> !p.isDecision()).toList();
  }

  /** The network whose weights change. */
  public Network network() {
    return network;
  }

  /**
   * Trains on a batch.
   *
   * @param step counted from 0
   * @param more is given the pass once the gradients are known
   * @return figures for the metrics
   */
  public Map<String, Double> step(long step, Batch batch, Choosing choosing, Consumer<Pass> more) {
    double now = rate * schedule.share(step);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(TrainingMethod.LOSS, Double.NaN);
    try (NDManager manager = PyTorch.newManager()) {
      Map<String, NDArray> inputs = Map.of(input, Tensors.toArray(manager, batch.pictures()));
      try (Pass pass = network.record(Mode.TRAIN, choosing, inputs)) {
        NDArray loss = objective.of(pass, inputs, manager, batch, figures);
        pass.backward(loss);
        for (Parameter parameter : trained) {
          pass.gradient(parameter).ifPresent(g -> optimizer.update(parameter, g, now, step));
        }
        more.accept(pass);
        figures.put(TrainingMethod.LOSS, (double) loss.getFloat());
      }
    }
    figures.put("rate", now);
    return figures;
  }

  /** The live arrays that a checkpoint must hold, in a fixed order. */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>(network.parameters().state());
    optimizer.state().forEach((name, array) -> state.put("optimizer/" + name, array));
    return state;
  }

  @Override
  public void close() {
    optimizer.close();
  }
}
