package dev.espalier.latency.fit;

import dev.espalier.latency.model.Mlp;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Trains a fully connected network on the squared error with Adam (Kingma, Ba: Adam: a method for
 * stochastic optimization, 2015). The same data and seed give the same network on every machine.
 *
 * @param hidden width of each hidden layer
 * @param layers fully connected layers, the last with one output
 * @param epochs passes over the data
 * @param batch rows per step
 * @param rate learning rate
 * @param decay penalty on squared weights, divided by the rows of a step
 */
public record TrainMlp(int hidden, int layers, int epochs, int batch, double rate, double decay) {
  /** Five layers, 64 wide. */
  public static final TrainMlp DEFAULTS = new TrainMlp(64, 5, 400, 64, 2e-3, 3e-2);

  /**
   * Trains one network.
   *
   * @param features standardised, one row per target
   */
  public Mlp run(double[][] features, double[] targets, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Backpropagation network = new Backpropagation(features[0].length, hidden, layers, random);
    int[] order = new int[features.length];
    Arrays.setAll(order, i -> i);
    for (int epoch = 0; epoch < epochs; epoch++) {
      shuffle(order, random);
      for (int start = 0; start < order.length; start += batch) {
        int end = Math.min(order.length, start + batch);
        for (int i = start; i < end; i++) {
          network.accumulate(features[order[i]], targets[order[i]], end - start);
        }
        network.step(rate, decay / (end - start));
      }
    }
    return network.toMlp();
  }

  private static void shuffle(int[] order, SplittableRandom random) {
    for (int i = order.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
  }
}
