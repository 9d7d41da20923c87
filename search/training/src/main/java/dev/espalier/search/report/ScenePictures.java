package dev.espalier.search.report;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.page.ClassColours;
import dev.espalier.page.InlinePicture;
import dev.espalier.page.Pictures;
import dev.espalier.page.Pictures.ClassColour;
import dev.espalier.page.Pictures.Row;
import dev.espalier.page.Pictures.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Shows pictures, their labels and what networks see in them. */
final class ScenePictures {
  private static final int MOST_CLASSES = 255;

  private ScenePictures() {}

  static Pictures of(List<Scene> scenes, List<String> names) {
    boolean[] present = present(scenes);
    int[] colours = ClassColours.of(names, MOST_CLASSES);
    List<ClassColour> classes =
        IntStream.range(0, MOST_CLASSES)
            .filter(label -> present[label])
            .mapToObj(
                label ->
                    new ClassColour(
                        name(names, label), String.format(Locale.ROOT, "#%06x", colours[label])))
            .toList();
    return new Pictures(scenes.stream().map(s -> row(s, names, colours)).toList(), classes);
  }

  private static boolean[] present(List<Scene> scenes) {
    boolean[] present = new boolean[MOST_CLASSES];
    for (Scene scene : scenes) {
      mark(scene.sample().labels(), present);
      scene.seen().forEach(seen -> mark(seen.classes(), present));
    }
    return present;
  }

  private static void mark(LabelMap labels, boolean[] present) {
    Arrays.stream(labels.classes())
        .filter(label -> label != LabelMap.IGNORE)
        .forEach(label -> present[label] = true);
  }

  private static Row row(Scene scene, List<String> names, int... colours) {
    String name = scene.sample().name();
    LabelMap truth = scene.sample().labels();
    List<Shown> shown = new ArrayList<>();
    shown.add(
        new Shown("picture", "the picture " + name, InlinePicture.of(scene.sample().picture())));
    shown.add(
        new Shown(
            "label",
            "labels of " + name + ": " + composition(truth, names),
            InlinePicture.of(truth, colours)));
    for (Scene.Seen seen : scene.seen()) {
      shown.add(
          new Shown(
              seen.network() + ", " + percent(agreement(truth, seen.classes())) + " right",
              seen.network() + " on " + name + ": " + composition(seen.classes(), names),
              InlinePicture.of(seen.classes(), colours)));
    }
    return new Row(name, shown);
  }

  private static String percent(double fraction) {
    return String.format(Locale.ROOT, "%.1f\u00a0%%", 100 * fraction);
  }

  /** The share of pixels with a class whose class is seen. */
  private static double agreement(LabelMap truth, LabelMap seen) {
    long counted = 0;
    long right = 0;
    for (int i = 0; i < truth.classes().length; i++) {
      if (truth.classes()[i] != LabelMap.IGNORE) {
        counted++;
        right += truth.classes()[i] == seen.classes()[i] ? 1 : 0;
      }
    }
    return counted == 0 ? 0 : (double) right / counted;
  }

  /** The largest classes and their shares. */
  private static String composition(LabelMap labels, List<String> names) {
    long[] counts = new long[MOST_CLASSES];
    Arrays.stream(labels.classes())
        .filter(label -> label != LabelMap.IGNORE)
        .forEach(label -> counts[label]++);
    return IntStream.range(0, MOST_CLASSES)
        .boxed()
        .filter(label -> counts[label] > 0)
        .sorted((a, b) -> Long.compare(counts[b], counts[a]))
        .limit(4)
        .map(label -> name(names, label) + " " + share(counts[label], labels))
        .reduce((one, other) -> one + ", " + other)
        .orElse("no class");
  }

  private static String share(long count, LabelMap labels) {
    return Math.round(100.0 * count / labels.classes().length) + " %";
  }

  private static String name(List<String> names, int label) {
    return label < names.size() ? names.get(label) : "class " + label;
  }
}
