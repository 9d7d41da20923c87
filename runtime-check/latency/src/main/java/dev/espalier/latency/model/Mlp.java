package dev.espalier.latency.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A fully connected network with ReLU between its layers and one output.
 *
 * @param layers the first reads the features, the last has one output
 */
public record Mlp(List<Layer> layers) {
  /**
   * One layer: {@code y = W x + b}.
   *
   * @param weights of input i and output o at {@code i * outputs + o}
   * @param bias one per output
   */
  public record Layer(float[] weights, float[] bias) {
    /** How many numbers the layer reads. */
    public int inputs() {
      return weights.length / bias.length;
    }

    /** The layer's outputs, before any ReLU. */
    double[] apply(double[] input) {
      double[] sum = new double[bias.length];
      Arrays.setAll(sum, o -> bias[o]);
      for (int i = 0; i < input.length; i++) {
        double x = input[i];
        int row = i * sum.length;
        for (int o = 0; o < sum.length; o++) {
          sum[o] += x * weights[row + o];
        }
      }
      return sum;
    }
  }

  public Mlp {
    layers = List.copyOf(layers);
  }

  /** The output for standardised features. */
  public double apply(double[] features) {
    double[] x = features;
    for (int i = 0; i < layers.size(); i++) {
      x = layers.get(i).apply(x);
      if (i < layers.size() - 1) {
        rectify(x);
      }
    }
    return x[0];
  }

  private static void rectify(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(0, x[i]);
    }
  }

  /**
   * The same network without its last features, whose values never change.
   *
   * @param constants the standardised values of the last features
   */
  public Mlp withFixed(double[] constants) {
    Layer first = layers.get(0);
    int outputs = first.bias().length;
    int left = first.inputs() - constants.length;
    float[] bias = first.bias().clone();
    for (int o = 0; o < outputs; o++) {
      double sum = bias[o];
      for (int i = 0; i < constants.length; i++) {
        sum += constants[i] * first.weights()[(left + i) * outputs + o];
      }
      bias[o] = (float) sum;
    }
    List<Layer> fixed = new ArrayList<>(layers);
    fixed.set(0, new Layer(Arrays.copyOf(first.weights(), left * outputs), bias));
    return new Mlp(fixed);
  }
}
