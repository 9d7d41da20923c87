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
  record OfClass(int label, String name, OptionalDouble iou, OptionalDouble accuracy, long pixels) {
    private String title() {
      return label + " " + name;
    }
  }

  private static final int LEAST_WIDTH = 24;

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
    row(console, "class", "IoU", "accuracy", "pixels");
    for (OfClass each : classes) {
      String pixels = String.format(Locale.ROOT, "%,d", each.pixels);
      row(console, each.title(), percent(each.iou), percent(each.accuracy), pixels);
    }
    row(console, "mIoU", percent(mIoU), "", "");
    row(console, "pixel accuracy", percent(pixelAccuracy), "", "");
    row(console, "mean accuracy", percent(meanAccuracy), "", "");
  }

  /** The first column is as wide as the longest name. */
  private void row(Console console, String title, String first, String second, String third) {
    int width = classes.stream().mapToInt(c -> c.title().length()).reduce(LEAST_WIDTH, Math::max);
    String line = String.format(Locale.ROOT, "%%-%ds %%9s %%9s %%13s", width);
    console.result("%s", String.format(Locale.ROOT, line, title, first, second, third).strip());
  }

  private static String percent(OptionalDouble fraction) {
    return fraction.isEmpty() ? "-" : Percent.of(fraction.getAsDouble());
  }
}
