package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import dev.espalier.search.config.OptimizerConfig;
import dev.espalier.search.djl.Parameter;
import java.util.List;
import java.util.Map;

/** Changes parameters by their gradients; its state is what a checkpoint must hold. */
public interface Optimizer extends AutoCloseable {
  /**
   * Changes a parameter in place. What it computes on the way is freed with the pass around it.
   *
   * @param rate learning rate of this step
   * @param step counted from 0
   */
  void update(Parameter parameter, NDArray gradient, double rate, long step);

  /** The live arrays of the state, by names that are no parameter's, in a fixed order. */
  Map<String, NDArray> state();

  @Override
  void close();

  /** The optimizer of a configuration, for some parameters. */
  static Optimizer of(OptimizerConfig config, List<Parameter> parameters, Protection protection) {
    Decay decay = new Decay(config.weightDecay(), config.decayAll());
    return switch (config.method()) {
      case SGD -> new Sgd(parameters, config.momentum(), decay, protection);
      case ADAMW ->
          new AdamW(parameters, config.betas().get(0), config.betas().get(1), decay, protection);
    };
  }
}
