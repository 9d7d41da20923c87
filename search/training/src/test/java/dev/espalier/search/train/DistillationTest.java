package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.SplitMix64;
import dev.espalier.ir.Tensor;
import dev.espalier.search.djl.PyTorch;
import dev.espalier.search.djl.Tensors;
import org.junit.jupiter.api.Test;

class DistillationTest {
  private static final int CLASSES = 5;
  private static final int PIXELS = 6;

  /** Scores f64[2,5,1,3]. */
  private static double[] scores(long seed) {
    double[] scores = new double[CLASSES * PIXELS];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = 4 * SplitMix64.unit(seed, i) - 2;
    }
    return scores;
  }

  private static NDArray array(NDManager manager, double... scores) {
    return Tensors.toArray(
        manager, Tensor.of(ElementType.F64, new long[] {2, CLASSES, 1, 3}, scores));
  }

  private static double distance(double[] student, double[] teacher) {
    try (NDManager manager = PyTorch.newManager()) {
      NDArray logarithms = array(manager, teacher).logSoftmax(1);
      return Distillation.distance(array(manager, student).logSoftmax(1), logarithms)
          .toDoubleArray()[0];
    }
  }

  /** By the definition, in Java. */
  private static double expected(double[] student, double[] teacher) {
    double sum = 0;
    for (int n = 0; n < 2; n++) {
      for (int x = 0; x < 3; x++) {
        double[] q = probabilities(student, n, x);
        double[] t = probabilities(teacher, n, x);
        for (int c = 0; c < CLASSES; c++) {
          sum += q[c] * Math.log(q[c] / t[c]);
        }
      }
    }
    return sum / PIXELS;
  }

  private static double[] probabilities(double[] scores, int n, int x) {
    double[] p = new double[CLASSES];
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      p[c] = Math.exp(scores[(n * CLASSES + c) * 3 + x]);
      sum += p[c];
    }
    for (int c = 0; c < CLASSES; c++) {
      p[c] /= sum;
    }
    return p;
  }

  @Test
  void isTheMeanDivergenceOfThePixels() {
    assertThat(distance(scores(1), scores(2)))
        .isCloseTo(expected(scores(1), scores(2)), within(1e-7));
  }

  @Test
  void isZeroForEqualsOnlyAndAsymmetric() {
    assertThat(distance(scores(1), scores(1))).isCloseTo(0, within(1e-12));
    for (int seed = 2; seed < 20; seed++) {
      assertThat(distance(scores(1), scores(seed))).isPositive();
    }
    assertThat(distance(scores(1), scores(2)))
        .isNotCloseTo(distance(scores(2), scores(1)), within(1e-3));
  }

  @Test
  void theGradientOfAPixelAddsUpToZero() {
    try (NDManager manager = PyTorch.newManager()) {
      NDArray student = array(manager, scores(1));
      NDArray teacher = array(manager, scores(2)).logSoftmax(1);
      student.setRequiresGradient(true);
      try (GradientCollector tape = Engine.getEngine("PyTorch").newGradientCollector()) {
        tape.backward(Distillation.distance(student.logSoftmax(1), teacher));
      }
      double[] gradient = student.getGradient().toDoubleArray();
      for (int n = 0; n < 2; n++) {
        for (int x = 0; x < 3; x++) {
          double sum = 0;
          for (int c = 0; c < CLASSES; c++) {
            sum += gradient[(n * CLASSES + c) * 3 + x];
          }
          assertThat(sum).isCloseTo(0, within(1e-12));
        }
      }
    }
  }
}
