package dev.espalier.accuracy.feed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import dev.espalier.accuracy.feed.Augmentation.Padding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AugmentationTest {
  private static final Padding BLUE = new Padding(0, 0, 200);

  /** Each pixel has its label in red, green is its column, blue its row. */
  private static Sample pattern(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    int[] labels = new int[width * height];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = 1 + (i * 31) % 200;
      rgb[3 * i] = (byte) labels[i];
      rgb[3 * i + 1] = (byte) (i % width);
      rgb[3 * i + 2] = (byte) (i / width);
    }
    return new Sample(
        "pattern", new Picture(width, height, rgb), new LabelMap(width, height, labels));
  }

  /** Blocks of 8 x 8 pixels, the colour of each its class. */
  private static Sample blocks() {
    int side = 64;
    byte[] rgb = new byte[3 * side * side];
    int[] labels = new int[side * side];
    for (int i = 0; i < labels.length; i++) {
      labels[i] = ((i % side) / 8 * 37 + (i / side) / 8 * 101) % 9;
      for (int c = 0; c < 3; c++) {
        rgb[3 * i + c] = (byte) (labels[i] * 20 + 40);
      }
    }
    return new Sample("blocks", new Picture(side, side, rgb), new LabelMap(side, side, labels));
  }

  @Test
  void unscaledWindowsMovePixelsAndLabelsTogether() {
    Sample sample = pattern(20, 10);
    Augmentation augmentation = new Augmentation(8, 6, 1, 1, 0.5, ColourJitter.NONE, BLUE);
    boolean[] flipped = new boolean[2];
    for (int step = 0; step < 200; step++) {
      Sample cut = augmentation.apply(sample, Draws.of(1, step, 0));
      boolean mirrored = cut.picture().part(0, 0, 1) > cut.picture().part(1, 0, 1);
      flipped[mirrored ? 1 : 0] = true;
      for (int y = 0; y < 6; y++) {
        for (int x = 0; x < 8; x++) {
          int column = cut.picture().part(x, y, 1);
          int row = cut.picture().part(x, y, 2);
          assertThat(cut.labels().at(x, y)).isEqualTo(sample.labels().at(column, row));
          assertThat(cut.picture().part(x, y, 0)).isEqualTo(cut.labels().at(x, y));
          assertThat(column).isEqualTo(cut.picture().part(0, 0, 1) + (mirrored ? -x : x));
        }
      }
    }
    assertThat(flipped).containsExactly(true, true);
  }

  @Test
  void scaledPicturesAndLabelsStayTogether() {
    Sample sample = blocks();
    Augmentation augmentation = new Augmentation(48, 40, 0.5, 2, 0.5, ColourJitter.NONE, BLUE);
    for (int step = 0; step < 60; step++) {
      Sample cut = augmentation.apply(sample, Draws.of(2, step, 3));
      int equal = 0;
      int inside = 0;
      for (int y = 0; y < 40; y++) {
        for (int x = 0; x < 48; x++) {
          int label = cut.labels().at(x, y);
          if (label != LabelMap.IGNORE) {
            inside++;
            equal += cut.picture().part(x, y, 0) == label * 20 + 40 ? 1 : 0;
          }
        }
      }
      assertThat((double) equal / inside).as("step " + step).isGreaterThan(0.5);
    }
  }

  @Test
  void whatIsOutsideIsPaddedAndHasNoClass() {
    Sample sample = pattern(4, 3);
    Augmentation augmentation = new Augmentation(9, 8, 1, 1, 0, ColourJitter.NONE, BLUE);
    List<Integer> corners = new ArrayList<>();
    for (int step = 0; step < 600; step++) {
      Sample cut = augmentation.apply(sample, Draws.of(3, step, 0));
      List<Integer> inside =
          IntStream.range(0, 72)
              .filter(i -> cut.labels().classes()[i] != LabelMap.IGNORE)
              .boxed()
              .toList();
      assertThat(inside).hasSize(12);
      corners.add(inside.get(0));
      for (int i = 0; i < 72; i++) {
        if (!inside.contains(i)) {
          assertThat(cut.picture().part(i % 9, i / 9, 2)).isEqualTo(200);
          assertThat(cut.picture().part(i % 9, i / 9, 0)).isZero();
        }
      }
    }
    assertThat(corners.stream().distinct()).hasSize(36);
  }

  @Test
  void scalesFillTheirRange() {
    Sample sample = pattern(100, 100);
    Augmentation augmentation = new Augmentation(200, 200, 0.5, 2, 0, ColourJitter.NONE, BLUE);
    List<Double> widths = new ArrayList<>();
    for (int step = 0; step < 100; step++) {
      Sample cut = augmentation.apply(sample, Draws.of(4, step, 0));
      double pixels =
          IntStream.of(cut.labels().classes()).filter(c -> c != LabelMap.IGNORE).count();
      widths.add(Math.sqrt(pixels) / 100);
    }
    assertThat(Collections.min(widths)).isBetween(0.5, 0.6);
    assertThat(Collections.max(widths)).isBetween(1.9, 2.0);
  }

  @Test
  void drawsDependOnSeedStepAndIndexAlone() {
    Sample sample = blocks();
    ColourJitter colours = new ColourJitter(0.4, 0.4, 0.4, 0.1);
    Augmentation augmentation = new Augmentation(32, 32, 0.5, 2, 0.5, colours, Padding.MEAN);
    Map<List<Integer>, Sample> first = new LinkedHashMap<>();
    for (int step = 0; step < 8; step++) {
      for (int index = 0; index < 4; index++) {
        first.put(List.of(step, index), augmentation.apply(sample, Draws.of(5, step, index)));
      }
    }
    List<List<Integer>> others = new ArrayList<>(first.keySet());
    Collections.shuffle(others, new Random(1));
    try (Prefetch<Sample> samples =
        new Prefetch<>(
            i -> {
              List<Integer> at = others.get((int) i);
              return augmentation.apply(sample, Draws.of(5, at.get(0), at.get(1)));
            },
            0,
            others.size(),
            3,
            8)) {
      for (List<Integer> at : others) {
        Sample again = samples.next();
        assertThat(again.picture().rgb()).isEqualTo(first.get(at).picture().rgb());
        assertThat(again.labels().classes()).isEqualTo(first.get(at).labels().classes());
      }
    }
    long different =
        first.values().stream()
            .map(each -> Arrays.hashCode(each.picture().rgb()))
            .distinct()
            .count();
    assertThat(different).isEqualTo(first.size());
  }

  @Test
  void oneMillionDrawsStayInTheirRange() {
    double least = 1;
    double most = 0;
    double sum = 0;
    for (int i = 0; i < 1_000_000; i++) {
      double unit = Draws.of(9, i / 1000, i % 1000).unit(i % 8);
      least = Math.min(least, unit);
      most = Math.max(most, unit);
      sum += unit;
    }
    assertThat(least).isBetween(0.0, 1e-5);
    assertThat(most).isBetween(1 - 1e-5, Math.nextDown(1.0));
    assertThat(sum / 1e6).isBetween(0.499, 0.501);
  }

  @Test
  void nothingIsChangedWithoutRanges() {
    Sample sample = pattern(12, 7);
    Sample same = Augmentation.none(12, 7).apply(sample, Draws.of(1, 2, 3));
    assertThat(same.picture().rgb()).isEqualTo(sample.picture().rgb());
    assertThat(same.labels().classes()).isEqualTo(sample.labels().classes());
  }
}
