package dev.espalier.latency.fit;

import dev.espalier.latency.model.Mlp.Layer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A fully connected layer with its gradient and the moments of Adam. */
final class TrainedLayer {
  private final int inputs;
  private final int outputs;
  private final AdamState weights;
  private final AdamState bias;

  /** Starts with weights of variance 2 / inputs, and without bias. */
  TrainedLayer(int inputs, int outputs, SplittableRandom random) {
    this.inputs = inputs;
    this.outputs = outputs;
    this.weights = new AdamState(inputs * outputs);
    this.bias = new AdamState(outputs);
    double bound = Math.sqrt(6.0 / inputs);
    Arrays.setAll(weights.value, i -> bound * (2 * random.nextDouble() - 1));
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return outputs;
  }

  void forward(double[] x, double[] y) {
    System.arraycopy(bias.value, 0, y, 0, outputs);
    for (int i = 0; i < inputs; i++) {
      if (x[i] != 0) {
        addScaled(y, 0, weights.value, i * outputs, x[i]);
      }
    }
  }

  /**
   * Adds to the gradient of the weights and gives that of the input. Where the input is 0 it is
   * given as 0: nothing passes a ReLU that is off.
   */
  void backward(double[] x, double[] gradient, double[] inputGradient) {
    for (int o = 0; o < outputs; o++) {
      bias.gradient[o] += gradient[o];
    }
    for (int i = 0; i < inputs; i++) {
      int row = i * outputs;
      inputGradient[i] = 0;
      if (x[i] != 0) {
        inputGradient[i] = Product.of(weights.value, row, gradient, 0, outputs);
        addScaled(weights.gradient, row, gradient, 0, x[i]);
      }
    }
  }

  private void addScaled(double[] y, int to, double[] from, int row, double factor) {
    for (int o = 0; o < outputs; o++) {
      y[to + o] += factor * from[row + o];
    }
  }

  void step(double rate, double decay, int steps) {
    weights.step(rate, decay, steps);
    bias.step(rate, 0, steps);
  }

  /** Weights and bias themselves. */
  List<double[]> parameters() {
    return List.of(weights.value, bias.value);
  }

  List<double[]> gradient() {
    return List.of(weights.gradient.clone(), bias.gradient.clone());
  }

  Layer toLayer() {
    return new Layer(floats(weights.value), floats(bias.value));
  }

  private static float[] floats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }
}
