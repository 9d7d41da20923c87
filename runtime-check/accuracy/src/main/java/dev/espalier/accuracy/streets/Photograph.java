package dev.espalier.accuracy.streets;

import dev.espalier.accuracy.LabelMap;
import dev.espalier.accuracy.Picture;
import dev.espalier.accuracy.Sample;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes a picture of a scene: four rays for each pixel, of which the most frequent class is the
 * label; then exposure, a tint, and noise.
 */
final class Photograph {
  private static final int RAYS = 2;
  private static final double CELL = 6;

  /**
   * Rays in a row and in a column by which the exposure is measured, and the mean they are to have.
   */
  private static final int METERED = 12;

  private static final double MIDDLE = 0.24;

  private final Scene scene;
  private final Camera camera;
  private final Buckets buckets;
  private final Colour exposure;
  private final double grain;
  private final Draws noise;

  Photograph(Scene scene, Camera camera, Draws draws) {
    this.scene = scene;
    this.camera = camera;
    grain = draws.between(0.002, 0.016);
    noise = draws.named("noise");
    buckets = new Buckets(0, camera.width(), 0, camera.height(), CELL);
    for (Thing thing : scene.things()) {
      List<Vec> corners = thing.corners();
      if (!camera.isBehind(corners)) {
        buckets.add(thing, camera.extent(corners));
      }
    }
    buckets.sort();
    exposure = exposure(draws);
  }

  /** Brings the mean of a few rays near to middle grey, as a camera does, and tints the light. */
  private Colour exposure(Draws draws) {
    double sum = 0;
    for (int i = 0; i < METERED * METERED; i++) {
      double x = (i % METERED + 0.5) * camera.width() / METERED;
      int row = i / METERED;
      double y = (row + 0.5) * camera.height() / METERED;
      sum += brightness(scene.along(camera.through(x, y), buckets.at(x, y)).colour());
    }
    double metered = MIDDLE * METERED * METERED / sum;
    double dim = Math.sqrt(Math.min(1, 1 / metered));
    return Palette.tinted(draws, Colour.grey(metered * dim * draws.between(0.75, 1.25)), 0.08);
  }

  private static double brightness(Colour light) {
    return Math.min(1, 0.3 * light.red() + 0.6 * light.green() + 0.1 * light.blue());
  }

  Sample take(String name) {
    int width = camera.width();
    int height = camera.height();
    byte[] rgb = new byte[3 * width * height];
    int[] labels = new int[width * height];
    for (int i = 0; i < labels.length; i++) {
      List<Scene.Sight> sights = sights(i % width, i / width);
      labels[i] = label(sights).label();
      int screen = developed(sights);
      rgb[3 * i] = (byte) (screen >> 16);
      rgb[3 * i + 1] = (byte) (screen >> 8);
      rgb[3 * i + 2] = (byte) screen;
    }
    return new Sample(name, new Picture(width, height, rgb), new LabelMap(width, height, labels));
  }

  private List<Scene.Sight> sights(int column, int row) {
    List<Buckets.Entry> candidates = buckets.at(column + 0.5, row + 0.5);
    List<Scene.Sight> sights = new ArrayList<>(RAYS * RAYS);
    for (int down = 0; down < RAYS; down++) {
      for (int across = 0; across < RAYS; across++) {
        double x = column + (across + 0.5) / RAYS;
        double y = row + (down + 0.5) / RAYS;
        sights.add(scene.along(camera.through(x, y), candidates));
      }
    }
    return sights;
  }

  private static StreetClass label(List<Scene.Sight> sights) {
    int[] count = new int[StreetClass.values().length];
    StreetClass most = sights.get(0).label();
    for (Scene.Sight sight : sights) {
      count[sight.label().label()]++;
      most = count[sight.label().label()] > count[most.label()] ? sight.label() : most;
    }
    return most;
  }

  private int developed(List<Scene.Sight> sights) {
    Colour sum = Colour.BLACK;
    for (Scene.Sight sight : sights) {
      sum = sum.plus(limited(sight.colour()));
    }
    Colour light = sum.times(1.0 / sights.size()).times(exposure);
    double level = Math.sqrt(brightness(light));
    return light.plus(Colour.grey(grain * (0.3 + level) * noise.normal())).screen();
  }

  /** One bright ray must not make its whole pixel white. */
  private static Colour limited(Colour colour) {
    return new Colour(
        Math.min(1.5, colour.red()), Math.min(1.5, colour.green()), Math.min(1.5, colour.blue()));
  }
}
