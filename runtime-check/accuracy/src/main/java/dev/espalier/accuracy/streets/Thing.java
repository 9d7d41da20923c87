package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.List;

/** A body that stands in the scene. */
record Thing(Frame frame, Solid solid, Texture texture, StreetClass label) {
  /** Distances closer than this, in metres, are the same place. */
  static final double SAME = 1e-6;

  /** The distance at which a ray meets it first, holes left out. */
  double meets(Ray ray) {
    Ray own = frame.inward(ray);
    double distance = solid.next(own, SAME);
    while (distance < Solid.NEVER && !texture.covers(own.at(distance))) {
      distance = solid.next(own, distance + SAME);
    }
    return distance;
  }

  /** The corners of a box around it, in the world. */
  List<Vec> corners() {
    List<Vec> corners = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Vec own =
          new Vec(
              (i & 1) == 0 ? solid.low().x() : solid.high().x(),
              (i & 2) == 0 ? solid.low().y() : solid.high().y(),
              (i & 4) == 0 ? solid.low().z() : solid.high().z());
      corners.add(frame.outward(own).plus(frame.origin()));
    }
    return corners;
  }
}
