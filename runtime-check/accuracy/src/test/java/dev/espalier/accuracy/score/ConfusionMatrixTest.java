package dev.espalier.accuracy.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.score.Accuracy.OfClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ConfusionMatrixTest {
  private static final int VOID = LabelMap.IGNORE;

  private static ConfusionMatrix matrix(int[] truth, int[] predicted) {
    ConfusionMatrix matrix = new ConfusionMatrix();
    matrix.add(new LabelMap(truth.length, 1, truth), predicted);
    return matrix;
  }

  /** Two of three pixels of class 0 found, one of two of class 1, one pixel of no class. */
  private static ConfusionMatrix small() {
    return matrix(new int[] {0, 0, 0, 1, 1, VOID}, new int[] {0, 0, 1, 1, 2, 1});
  }

  @Test
  void figuresByHand() {
    Accuracy accuracy = small().accuracy(3, false);
    assertThat(accuracy.classes())
        .containsExactly(
            new OfClass(0, OptionalDouble.of(2 / 3.0), OptionalDouble.of(2 / 3.0), 3),
            new OfClass(1, OptionalDouble.of(1 / 3.0), OptionalDouble.of(1 / 2.0), 2),
            new OfClass(2, OptionalDouble.of(0), OptionalDouble.empty(), 0));
    assertThat(accuracy.mIoU()).hasValue((2 / 3.0 + 1 / 3.0 + 0) / 3);
    assertThat(accuracy.pixelAccuracy()).hasValue(3 / 5.0);
    assertThat(accuracy.meanAccuracy()).hasValue((2 / 3.0 + 1 / 2.0) / 2);
  }

  @Test
  void voidMayStayInTheUnion() {
    Accuracy accuracy = small().accuracy(3, true);
    assertThat(accuracy.classes().get(0).iou()).hasValue(2 / 3.0);
    assertThat(accuracy.classes().get(1).iou()).hasValue(1 / 4.0);
    assertThat(accuracy.pixelAccuracy()).hasValue(3 / 5.0);
  }

  @Test
  void predictionsBehindTheLastClassAreWrongAndNothingElse() {
    Accuracy accuracy = small().accuracy(2, false);
    assertThat(accuracy.mIoU()).hasValue((2 / 3.0 + 1 / 3.0) / 2);
    assertThat(accuracy.pixelAccuracy()).hasValue(3 / 5.0);
  }

  @Test
  void classesThatAreNowhereAreNotInTheMean() {
    Accuracy accuracy = small().accuracy(40, false);
    assertThat(accuracy.classes().get(39).iou()).isEmpty();
    assertThat(accuracy.mIoU()).hasValue((2 / 3.0 + 1 / 3.0 + 0) / 3);
    assertThat(new ConfusionMatrix().accuracy(3, true).mIoU()).isEmpty();
  }

  @Test
  void largestClassIsKnown() {
    assertThat(small().classes()).isEqualTo(2);
    assertThat(new ConfusionMatrix().classes()).isZero();
    assertThat(matrix(new int[] {300}, new int[] {2}).classes()).isEqualTo(301);
  }

  @Test
  void everyPixelNeedsAPrediction() {
    assertThatThrownBy(() -> matrix(new int[2], new int[3]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 predictions for 2 pixels");
  }

  @Test
  void agreesWithSetsOfPixels() {
    Random random = new Random(11);
    for (int round = 0; round < 50; round++) {
      int classes = 2 + random.nextInt(40);
      int[] truth = random.ints(700, -1, classes).toArray();
      int[] predicted = random.ints(700, 0, classes).toArray();
      ConfusionMatrix first = matrix(copy(truth, 0, 300), copy(predicted, 0, 300));
      first.add(matrix(copy(truth, 300, 700), copy(predicted, 300, 700)));
      for (boolean voidInUnion : new boolean[] {false, true}) {
        assertThat(first.accuracy(classes, voidInUnion).mIoU().orElseThrow())
            .isCloseTo(bruteForce(truth, predicted, classes, voidInUnion), within(1e-12));
      }
    }
  }

  private static int[] copy(int[] values, int from, int to) {
    return Arrays.copyOfRange(values, from, to);
  }

  private static double bruteForce(int[] truth, int[] predicted, int classes, boolean voidInUnion) {
    List<Double> ious = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      int both = 0;
      int either = 0;
      for (int i = 0; i < truth.length; i++) {
        if (truth[i] == VOID && !voidInUnion) {
          continue;
        }
        both += truth[i] == c && predicted[i] == c ? 1 : 0;
        either += truth[i] == c || predicted[i] == c ? 1 : 0;
      }
      if (either > 0) {
        ious.add((double) both / either);
      }
    }
    return ious.stream().mapToDouble(v -> v).average().orElseThrow();
  }
}
