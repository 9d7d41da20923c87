package dev.espalier.accuracy.score;

import java.util.List;
import java.util.OptionalDouble;

/**
 * Figures of a confusion matrix, as fractions; a figure is absent where nothing was counted.
 *
 * @param mIoU mean over the classes of their intersection over union
 * @param pixelAccuracy share of the pixels that have a class whose class was found
 * @param meanAccuracy mean over the classes of the share of their pixels that was found
 */
public record Accuracy(
    OptionalDouble mIoU,
    OptionalDouble pixelAccuracy,
    OptionalDouble meanAccuracy,
    List<OfClass> classes) {
  /**
   * Figures of one class.
   *
   * @param iou pixels rightly predicted, of those that have the class or were predicted to have it
   * @param accuracy pixels rightly predicted, of those that have the class
   * @param pixels that have the class
   */
  public record OfClass(int label, OptionalDouble iou, OptionalDouble accuracy, long pixels) {}

  public Accuracy {
    classes = List.copyOf(classes);
  }
}
