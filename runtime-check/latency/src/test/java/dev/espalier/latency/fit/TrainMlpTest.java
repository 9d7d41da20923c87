package dev.espalier.latency.fit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.model.Mlp;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TrainMlpTest {
  private static final double STEP = 1e-6;

  @Test
  void theGradientIsThatOfFiniteDifferences() {
    SplittableRandom random = new SplittableRandom(4);
    double[] x = random.doubles(3).toArray();
    Backpropagation network = new Backpropagation(3, 7, 5, random);
    network.accumulate(x, 0.7, 1);
    List<double[]> gradients = network.gradient();
    List<double[]> values = network.parameters();
    for (int i = 0; i < values.size(); i++) {
      for (int j = 0; j < values.get(i).length; j++) {
        double expected = slope(network, values.get(i), j, x);
        assertThat(gradients.get(i)[j]).isCloseTo(expected, within(1e-6));
      }
    }
    assertThat(gradients.stream().flatMapToDouble(Arrays::stream).filter(g -> g != 0).count())
        .isGreaterThan(20);
  }

  private static double slope(Backpropagation network, double[] values, int j, double[] x) {
    double value = values[j];
    values[j] = value + STEP;
    double above = loss(network, x);
    values[j] = value - STEP;
    double below = loss(network, x);
    values[j] = value;
    return (above - below) / (2 * STEP);
  }

  private static double loss(Backpropagation network, double[] x) {
    double error = network.forward(x) - 0.7;
    return error * error / 2;
  }

  @Test
  void learnsACurve() {
    double[][] x = new double[200][];
    double[] y = new double[200];
    for (int i = 0; i < x.length; i++) {
      x[i] = new double[] {i / 50.0 - 2};
      y[i] = Math.sin(2 * x[i][0]);
    }
    Mlp mlp = new TrainMlp(16, 5, 200, 20, 5e-3, 0).run(x, y, 0);
    assertThat(mlp.apply(new double[] {0.77})).isCloseTo(Math.sin(1.54), within(0.1));
    assertThat(mlp.apply(new double[] {-1.3})).isCloseTo(Math.sin(-2.6), within(0.1));
  }

  @Test
  void theSeedDecides() {
    double[][] x = {{0}, {1}, {2}};
    double[] y = {1, 0, 1};
    TrainMlp train = new TrainMlp(4, 5, 10, 2, 1e-2, 0);
    double[] probe = {0.5};
    assertThat(train.run(x, y, 3).apply(probe)).isEqualTo(train.run(x, y, 3).apply(probe));
    assertThat(train.run(x, y, 3).apply(probe)).isNotEqualTo(train.run(x, y, 4).apply(probe));
  }

  @Test
  void hasFiveFullyConnectedLayers() {
    Mlp mlp =
        new TrainMlp(64, 5, 0, 1, 0, 0).run(new double[][] {new double[24]}, new double[1], 0);
    assertThat(mlp.layers()).hasSize(5);
    assertThat(mlp.layers().stream().mapToInt(layer -> layer.bias().length))
        .containsExactly(64, 64, 64, 64, 1);
    assertThat(mlp.layers().get(0).inputs()).isEqualTo(24);
  }

  @Test
  void fixedFeaturesCanBeLeftOut() {
    SplittableRandom random = new SplittableRandom(8);
    double[][] x = {random.doubles(5).toArray(), random.doubles(5).toArray()};
    Mlp mlp = new TrainMlp(8, 5, 3, 2, 1e-2, 0).run(x, new double[] {1, 2}, 0);
    double[] head = Arrays.copyOf(x[0], 3);
    double[] tail = Arrays.copyOfRange(x[0], 3, 5);
    assertThat(mlp.withFixed(tail).apply(head)).isCloseTo(mlp.apply(x[0]), within(1e-5));
  }
}
