package dev.espalier.latency.fit;

import dev.espalier.latency.model.Mlp;
import dev.espalier.latency.model.Mlp.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A fully connected network in training, with the gradient of its weights. */
final class Backpropagation {
  private final List<TrainedLayer> layers = new ArrayList<>();
  private final double[][] values;
  private final double[][] gradients;
  private int steps;

  /** He's initialisation: variance 2 / inputs. */
  Backpropagation(int features, int hidden, int depth, SplittableRandom random) {
    for (int i = 0; i < depth; i++) {
      int outputs = i == depth - 1 ? 1 : hidden;
      layers.add(new TrainedLayer(i == 0 ? features : hidden, outputs, random));
    }
    this.values = new double[depth + 1][];
    this.gradients = new double[depth + 1][];
    for (int i = 0; i < depth; i++) {
      values[i + 1] = new double[layers.get(i).outputs()];
      gradients[i] = new double[layers.get(i).inputs()];
      gradients[i + 1] = new double[layers.get(i).outputs()];
    }
  }

  /** The output for features. */
  double forward(double[] features) {
    values[0] = features;
    for (int i = 0; i < layers.size(); i++) {
      layers.get(i).forward(values[i], values[i + 1]);
      if (i < layers.size() - 1) {
        rectify(values[i + 1]);
      }
    }
    return values[layers.size()][0];
  }

  /** Adds the gradient of half the squared error of one row, as one of {@code rows}. */
  void accumulate(double[] features, double target, int rows) {
    int last = layers.size();
    gradients[last][0] = (forward(features) - target) / rows;
    for (int i = last - 1; i >= 0; i--) {
      layers.get(i).backward(values[i], gradients[i + 1], gradients[i]);
    }
  }

  /** Takes one step of Adam and forgets the gradient. */
  void step(double rate, double decay) {
    steps++;
    layers.forEach(layer -> layer.step(rate, decay, steps));
  }

  /** The gradient that has been accumulated, of layer after layer: weights, then bias. */
  List<double[]> gradient() {
    List<double[]> all = new ArrayList<>();
    layers.forEach(layer -> all.addAll(layer.gradient()));
    return all;
  }

  /** The parameters themselves, in the order of the gradient. */
  List<double[]> parameters() {
    return layers.stream().flatMap(layer -> layer.parameters().stream()).toList();
  }

  Mlp toMlp() {
    List<Layer> done = layers.stream().map(TrainedLayer::toLayer).toList();
    return new Mlp(done);
  }

  private static void rectify(double[] x) {
    for (int i = 0; i < x.length; i++) {
      x[i] = Math.max(0, x[i]);
    }
  }
}
