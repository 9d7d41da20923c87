package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import dev.espalier.search.djl.Parameter;
import java.util.List;
import java.util.Map;

/**
 * Stochastic gradient descent with momentum: {@code v = momentum v + g + decay w}, {@code w = w -
 * rate v}.
 */
final class Sgd implements Optimizer {
  private static final String VELOCITY = "velocity";

  private final double momentum;
  private final Decay decay;
  private final Protection protection;
  private final Moments moments;

  Sgd(List<Parameter> parameters, double momentum, Decay decay, Protection protection) {
    this.momentum = momentum;
    this.decay = decay;
    this.protection = protection;
    this.moments = new Moments(parameters, VELOCITY);
  }

  @Override
  public void update(Parameter parameter, NDArray gradient, double rate, long step) {
    NDArray value = parameter.value();
    NDArray velocity = moments.of(parameter, VELOCITY);
    NDArray change = velocity.mul(momentum - 1).addi(gradient);
    double shrink = decay.of(parameter);
    if (shrink > 0) {
      change.addi(value.mul(shrink));
    }
    protection.add(parameter, velocity, change);
    protection.add(parameter, value, velocity.mul(-rate));
  }

  @Override
  public Map<String, NDArray> state() {
    return moments.all();
  }

  @Override
  public void close() {
    moments.close();
  }
}
