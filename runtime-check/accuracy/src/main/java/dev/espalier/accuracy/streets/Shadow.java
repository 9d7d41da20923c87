package dev.espalier.accuracy.streets;

import java.util.List;

/** What stands between a point and a light that is infinitely far away. */
final class Shadow {
  private static final double REACH = 90;
  private static final double CELL = 1.5;

  /** Points are lifted off their surface by this many metres, or they would shade themselves. */
  private static final double LIFT = 0.01;

  private final Vec light;
  private final Vec across;
  private final Vec along;
  private final Buckets buckets;

  /** Shadows of things in light from a direction. */
  Shadow(List<Thing> things, Vec light) {
    this.light = light;
    across = light.cross(new Vec(0.6, 0, 0.8)).unit();
    along = light.cross(across);
    buckets = new Buckets(-REACH, REACH, -REACH, REACH, CELL);
    for (Thing thing : things) {
      buckets.add(thing, Buckets.Extent.of(thing.corners().stream().map(this::flat).toList()));
    }
  }

  /** Whether no light from there falls on a surface. */
  boolean covers(Vec point, Vec normal) {
    Ray ray = new Ray(point.plus(normal.times(LIFT)), light);
    for (Buckets.Entry entry : buckets.at(across.dot(point), along.dot(point))) {
      if (entry.thing().meets(ray) < Solid.NEVER) {
        return true;
      }
    }
    return false;
  }

  private Vec flat(Vec point) {
    return new Vec(across.dot(point), along.dot(point), 0);
  }
}
