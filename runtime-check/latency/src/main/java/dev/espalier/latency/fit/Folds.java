package dev.espalier.latency.fit;

import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.Measurement.Shape;
import dev.espalier.latency.data.Measurements;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;

/** Ways to hold data out such that no shape is both fitted and tested. */
public final class Folds {
  /**
   * One split.
   *
   * @param name of what is held out
   */
  public record Fold(String name, Measurements train, Measurements test) {
    /**
     * Checks the split.
     *
     * @throws IllegalStateException when a shape is on both sides
     */
    public Fold {
      Set<Shape> fitted = new HashSet<>();
      train.rows().forEach(row -> fitted.add(row.shape()));
      for (Measurement row : test.rows()) {
        if (fitted.contains(row.shape())) {
          throw new IllegalStateException("fold " + name + " is fitted on what it tests: " + row);
        }
      }
    }
  }

  private static final Comparator<Shape> ORDER =
      Comparator.comparing(Shape::depthwise)
          .thenComparing(Shape::inChannels)
          .thenComparing(Shape::outChannels)
          .thenComparing(Shape::outHeight)
          .thenComparing(Shape::outWidth)
          .thenComparing(Shape::kernelHeight)
          .thenComparing(Shape::kernelWidth)
          .thenComparing(Shape::stride)
          .thenComparing(Shape::dilation);

  private Folds() {}

  /** Shapes dealt out at random: the same shape on another device stays in its fold. */
  public static List<Fold> grouped(Measurements data, int folds, long seed) {
    Set<Shape> distinct = new LinkedHashSet<>();
    data.rows().forEach(row -> distinct.add(row.shape()));
    List<Shape> shapes = new ArrayList<>(distinct);
    shapes.sort(ORDER);
    shuffle(shapes, new SplittableRandom(seed));
    List<Fold> all = new ArrayList<>();
    for (int k = 0; k < folds; k++) {
      Set<Shape> held = new HashSet<>();
      for (int i = k; i < shapes.size(); i += folds) {
        held.add(shapes.get(i));
      }
      all.add(fold("fold " + (k + 1), data, row -> held.contains(row.shape())));
    }
    return all;
  }

  /** One network at a time, with all its shapes, on every device. */
  public static List<Fold> networks(Measurements data, List<Set<String>> networks) {
    return networks.stream()
        .map(names -> fold(String.join(", ", names), data, row -> data.isIn(names, row)))
        .toList();
  }

  private static Fold fold(String name, Measurements data, Predicate<Measurement> held) {
    return new Fold(name, data.where(held.negate()), data.where(held));
  }

  private static void shuffle(List<Shape> shapes, SplittableRandom random) {
    for (int i = shapes.size() - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      Shape swapped = shapes.get(i);
      shapes.set(i, shapes.get(j));
      shapes.set(j, swapped);
    }
  }
}
