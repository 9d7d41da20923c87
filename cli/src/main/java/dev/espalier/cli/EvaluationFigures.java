package dev.espalier.cli;

import dev.espalier.accuracy.score.Accuracy;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * What {@code evaluate} found; fractions are fractions, and a figure is absent where nothing was
 * counted.
 *
 * @param images evaluated
 * @param seconds from the first picture to the last
 * @param mIoU mean of the classes that have an IoU
 */
record EvaluationFigures(
    String model,
    String data,
    String runtime,
    int images,
    double seconds,
    boolean voidInUnion,
    OptionalDouble mIoU,
    OptionalDouble pixelAccuracy,
    OptionalDouble meanAccuracy,
    List<OfClass> classes) {
  /** The figures of one class; pixels are those that have its label. */
  record OfClass(
      int label, String name, OptionalDouble iou, OptionalDouble accuracy, long pixels) {}

  /**
   * Adds names to the figures of a confusion matrix.
   *
   * @param names of the first classes
   */
  static List<OfClass> named(Accuracy accuracy, List<String> names) {
    return accuracy.classes().stream()
        .map(c -> new OfClass(c.label(), name(c.label(), names), c.iou(), c.accuracy(), c.pixels()))
        .toList();
  }

  private static String name(int label, List<String> names) {
    return label < names.size() ? names.get(label) : "class " + label;
  }

  void print(Console console) {
    console.result("%s on %s in %s: %d images in %.1f s", model, data, runtime, images, seconds);
    console.result("%-24s %9s %9s %13s", "class", "IoU", "accuracy", "pixels");
    for (OfClass each : classes) {
      console.result(
          "%-24s %9s %9s %,13d",
          each.label + " " + each.name, percent(each.iou), percent(each.accuracy), each.pixels);
    }
    console.result("%-24s %9s", "mIoU", percent(mIoU));
    console.result("%-24s %9s", "pixel accuracy", percent(pixelAccuracy));
    console.result("%-24s %9s", "mean accuracy", percent(meanAccuracy));
  }

  private static String percent(OptionalDouble fraction) {
    return fraction.isEmpty()
        ? "-"
        : String.format(Locale.ROOT, "%.2f %%", 100 * fraction.getAsDouble());
  }
}
