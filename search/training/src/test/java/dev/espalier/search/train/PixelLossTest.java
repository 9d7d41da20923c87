package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.search.djl.PyTorch;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The loss of two pictures of 2 x 3 pixels and 4 classes, against the formula. */
class PixelLossTest {
  private static final int PIXELS = 6;
  private static final int CLASSES = 4;
  private static final int IGNORED = -1;
  private static final int[] LABELS = {0, 1, IGNORED, 3, 2, 0, 1, 1, 3, IGNORED, IGNORED, 2};
  private static final float[] SCORES = scores();

  private static float[] scores() {
    float[] scores = new float[2 * CLASSES * PIXELS];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = (float) (6 * SplitMix64.unit(3, i) - 3);
    }
    return scores;
  }

  @Test
  void meanOverThePixelsThatHaveAClass() {
    double wanted = losses().average().orElseThrow();
    assertThat(loss(new PixelLoss(0.4, Optional.empty(), 1), LABELS))
        .isCloseTo(wanted, within(1e-6));
  }

  @Test
  void classesHaveWeights() {
    float[] weights = {1, 2, 0.5f, 3};
    double sum = 0;
    double total = 0;
    for (int i = 0; i < LABELS.length; i++) {
      if (LABELS[i] != IGNORED) {
        sum += weights[LABELS[i]] * loss(i);
        total += weights[LABELS[i]];
      }
    }
    assertThat(loss(new PixelLoss(0.4, Optional.of(weights), 1), LABELS))
        .isCloseTo(sum / total, within(1e-6));
  }

  @Test
  void hardestPixels() {
    double[] sorted = losses().sorted().toArray();
    double wanted = Arrays.stream(sorted, sorted.length - 3, sorted.length).average().orElseThrow();
    assertThat(loss(new PixelLoss(0.4, Optional.empty(), 0.3), LABELS))
        .isCloseTo(wanted, within(1e-6));
  }

  /** Weights of classes divide the loss of the hardest pixels, too. */
  @Test
  void hardestPixelsHaveWeights() {
    float[] weights = {1, 2, 0.5f, 3};
    double[][] pixels =
        IntStream.range(0, LABELS.length)
            .filter(i -> LABELS[i] != IGNORED)
            .mapToObj(i -> new double[] {weights[LABELS[i]] * loss(i), weights[LABELS[i]]})
            .sorted(Comparator.comparingDouble(pixel -> -pixel[0]))
            .limit(3)
            .toArray(double[][]::new);
    double wanted =
        (pixels[0][0] + pixels[1][0] + pixels[2][0]) / (pixels[0][1] + pixels[1][1] + pixels[2][1]);
    assertThat(loss(new PixelLoss(0.4, Optional.of(weights), 0.3), LABELS))
        .isCloseTo(wanted, within(1e-6));
  }

  @Test
  void picturesWithoutClassesHaveNoLoss() {
    int[] nothing = new int[LABELS.length];
    Arrays.fill(nothing, IGNORED);
    assertThat(loss(new PixelLoss(0.4, Optional.empty(), 1), nothing)).isZero();
    assertThat(loss(new PixelLoss(0.4, Optional.empty(), 0.5), nothing)).isZero();
  }

  /** The gradient is (softmax - one-hot) / pixels, and 0 where there is no class. */
  @Test
  void gradient() {
    PixelLoss loss = new PixelLoss(0.4, Optional.empty(), 1);
    try (NDManager manager = PyTorch.newManager()) {
      NDArray scores = array(manager);
      PixelLoss.Truth truth = loss.truth(manager, batch(LABELS));
      scores.setRequiresGradient(true);
      try (GradientCollector tape = Engine.getEngine("PyTorch").newGradientCollector()) {
        NDArray value = loss.of(scores, truth);
        collectGarbage();
        tape.backward(value);
      }
      float[] gradient = scores.getGradient().toFloatArray();
      for (int i = 0; i < LABELS.length; i++) {
        for (int c = 0; c < CLASSES; c++) {
          double wanted = (share(i, c) - (c == LABELS[i] ? 1 : 0)) / 9;
          assertThat((double) gradient[index(i, c)])
              .isCloseTo(LABELS[i] == IGNORED ? 0 : wanted, within(1e-7));
        }
      }
    }
  }

  /** Overwrites what Java has freed. */
  private static void collectGarbage() {
    for (int round = 0; round < 5; round++) {
      System.gc();
      for (int i = 0; i < 2000; i++) {
        ByteBuffer.allocateDirect(4 + i % 60).putFloat(0, 1e30f);
      }
    }
  }

  private static double loss(PixelLoss loss, int... labels) {
    try (NDManager manager = PyTorch.newManager()) {
      return loss.of(array(manager), loss.truth(manager, batch(labels))).getFloat();
    }
  }

  private static NDArray array(NDManager manager) {
    return manager.create(SCORES, new Shape(2, CLASSES, 2, 3));
  }

  private static Batch batch(int... labels) {
    long[] shape = {2, 1, 2, 3};
    long[] classes = Arrays.stream(labels).mapToLong(l -> Math.max(0, l)).toArray();
    float[] counted = new float[labels.length];
    for (int i = 0; i < labels.length; i++) {
      counted[i] = labels[i] == IGNORED ? 0 : 1;
    }
    return new Batch(
        Tensor.floats(new long[] {1}, 0),
        Tensor.longs(shape, classes),
        Tensor.floats(shape, counted));
  }

  private static java.util.stream.DoubleStream losses() {
    return IntStream.range(0, LABELS.length)
        .filter(i -> LABELS[i] != IGNORED)
        .mapToDouble(PixelLossTest::loss);
  }

  private static double loss(int pixel) {
    return -Math.log(share(pixel, LABELS[pixel]));
  }

  private static double share(int pixel, int label) {
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      sum += Math.exp(SCORES[index(pixel, c)]);
    }
    return Math.exp(SCORES[index(pixel, label)]) / sum;
  }

  private static int index(int pixel, int label) {
    return (pixel / PIXELS * CLASSES + label) * PIXELS + pixel % PIXELS;
  }
}
