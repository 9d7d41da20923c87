package dev.espalier.search.train;

import ai.djl.ndarray.NDArray;
import dev.espalier.search.djl.Parameter;
import java.util.List;
import java.util.Map;

/**
 * Adam with decoupled weight decay (Loshchilov and Hutter, 2019). The corrections of the moments
 * count the steps of the run.
 */
final class AdamW implements Optimizer {
  private static final String MEAN = "mean";
  private static final String SQUARE = "square";
  private static final double EPSILON = 1e-8;

  private final double beta1;
  private final double beta2;
  private final Decay decay;
  private final Protection protection;
  private final Moments moments;

  AdamW(
      List<Parameter> parameters, double beta1, double beta2, Decay decay, Protection protection) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.decay = decay;
    this.protection = protection;
    this.moments = new Moments(parameters, MEAN, SQUARE);
  }

  @Override
  public void update(Parameter parameter, NDArray gradient, double rate, long step) {
    NDArray value = parameter.value();
    NDArray mean = moments.of(parameter, MEAN);
    NDArray square = moments.of(parameter, SQUARE);
    protection.add(parameter, mean, gradient.sub(mean).muli(1 - beta1));
    protection.add(parameter, square, gradient.square().subi(square).muli(1 - beta2));
    NDArray scale = square.div(correction(beta2, step)).sqrt().addi(EPSILON);
    NDArray change = mean.div(scale).muli(-rate / correction(beta1, step));
    double shrink = decay.of(parameter);
    if (shrink > 0) {
      change.addi(value.mul(-rate * shrink));
    }
    protection.add(parameter, value, change);
  }

  private static double correction(double beta, long step) {
    return 1 - StrictMath.pow(beta, step + 1.0);
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
