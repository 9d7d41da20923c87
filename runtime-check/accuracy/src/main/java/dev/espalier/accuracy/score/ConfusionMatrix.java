package dev.espalier.accuracy.score;

import dev.espalier.accuracy.LabelMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * How many pixels of each class a model took for which class; grows with the classes it sees.
 * Pixels of no class are counted apart.
 */
public final class ConfusionMatrix {
  /** As many classes can be told apart; the counts of all pairs of them are in memory. */
  public static final int MOST_CLASSES = 1 << 12;

  private static final int FIRST_SIZE = 32;

  /** Pixels by true class and predicted class. */
  private long[][] counts = new long[FIRST_SIZE][FIRST_SIZE];

  /** Pixels of no class, by predicted class. */
  private long[] ignored = new long[FIRST_SIZE];

  /**
   * Adds the pixels of one picture.
   *
   * @param predicted a class for each pixel, in the order of the label map
   * @throws IllegalArgumentException when a class is not below {@link #MOST_CLASSES}
   */
  public void add(LabelMap truth, int[] predicted) {
    int[] classes = truth.classes();
    if (classes.length != predicted.length) {
      throw new IllegalArgumentException(
          predicted.length + " predictions for " + classes.length + " pixels");
    }
    ensure(1 + Math.max(largest(classes), largest(predicted)));
    for (int i = 0; i < classes.length; i++) {
      long[] row = classes[i] == LabelMap.IGNORE ? ignored : counts[classes[i]];
      row[predicted[i]]++;
    }
  }

  /** Adds the pixels of another matrix. */
  public void add(ConfusionMatrix other) {
    ensure(other.ignored.length);
    for (int p = 0; p < other.ignored.length; p++) {
      ignored[p] += other.ignored[p];
      for (int t = 0; t < other.ignored.length; t++) {
        counts[t][p] += other.counts[t][p];
      }
    }
  }

  private static int largest(int[] values) {
    return Arrays.stream(values).max().orElse(0);
  }

  private void ensure(int size) {
    if (size > MOST_CLASSES) {
      throw new IllegalArgumentException(size + " classes; at most " + MOST_CLASSES + " can be");
    }
    if (size > ignored.length) {
      int larger = Math.max(size, 2 * ignored.length);
      counts = Arrays.copyOf(counts, larger);
      for (int i = 0; i < larger; i++) {
        counts[i] = Arrays.copyOf(counts[i] == null ? new long[0] : counts[i], larger);
      }
      ignored = Arrays.copyOf(ignored, larger);
    }
  }

  /** Pixels of a class that were taken for a class. */
  public long count(int truth, int predicted) {
    return Math.max(truth, predicted) < ignored.length ? counts[truth][predicted] : 0;
  }

  /** One more than the largest class that a pixel has. */
  public int classes() {
    int classes = ignored.length;
    while (classes > 0 && Arrays.stream(counts[classes - 1]).sum() == 0) {
      classes--;
    }
    return classes;
  }

  /**
   * The figures of the first classes. Pixels taken for a class behind them are wrong, and nothing
   * else. A class that neither is there nor was predicted has no IoU and is not in the mean; one
   * that is not there but was predicted has IoU 0.
   *
   * @param voidInUnion whether a pixel of no class counts as wrongly taken for the class predicted
   *     there
   */
  public Accuracy accuracy(int classes, boolean voidInUnion) {
    ensure(classes);
    List<Accuracy.OfClass> each = new ArrayList<>();
    long right = 0;
    long all = 0;
    for (int c = 0; c < classes; c++) {
      long pixels = Arrays.stream(counts[c]).sum();
      each.add(ofClass(c, pixels, voidInUnion ? ignored[c] : 0));
      right += counts[c][c];
      all += pixels;
    }
    return new Accuracy(
        mean(each.stream().map(Accuracy.OfClass::iou).toList()),
        ratio(right, all),
        mean(each.stream().map(Accuracy.OfClass::accuracy).toList()),
        each);
  }

  private Accuracy.OfClass ofClass(int c, long pixels, long predictedOnVoid) {
    long predicted = predictedOnVoid;
    for (long[] row : counts) {
      predicted += row[c];
    }
    long right = counts[c][c];
    return new Accuracy.OfClass(
        c, ratio(right, pixels + predicted - right), ratio(right, pixels), pixels);
  }

  private static OptionalDouble ratio(long part, long whole) {
    return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
  }

  private static OptionalDouble mean(List<OptionalDouble> values) {
    return values.stream()
        .filter(OptionalDouble::isPresent)
        .mapToDouble(OptionalDouble::getAsDouble)
        .average();
  }
}
