package dev.espalier.accuracy.streets;

import java.util.List;

/**
 * A camera behind the windscreen.
 *
 * @param eye where it is
 * @param right the direction of growing columns
 * @param up against the direction of growing rows
 * @param ahead where it looks
 * @param focal distance from the eye to the picture, in pixels
 */
record Camera(Vec eye, Vec right, Vec up, Vec ahead, double focal, int width, int height) {
  /** Closer to the plane of the eye than this, in metres, nothing has a place in the picture. */
  private static final double NEAR = 0.2;

  /** Looks towards a point; the picture is as wide as half the focal length and its share. */
  static Camera towards(Vec eye, Vec target, double widths, int width, int height) {
    Vec ahead = target.plus(eye.times(-1)).unit();
    Vec right = Vec.UP.cross(ahead).unit();
    return new Camera(eye, right, ahead.cross(right), ahead, widths * width, width, height);
  }

  /** The line of sight through a place in the picture; (0, 0) is the upper left corner. */
  Ray through(double x, double y) {
    Vec direction =
        ahead.times(focal).plus(right.times(x - 0.5 * width)).plus(up.times(0.5 * height - y));
    return new Ray(eye, direction.unit());
  }

  /** The part of the picture in which a box may show; all of it when the box is too close. */
  Buckets.Extent extent(List<Vec> corners) {
    List<Vec> seen = corners.stream().map(this::seen).toList();
    Buckets.Extent extent = Buckets.Extent.of(seen);
    return extent.nearest() > NEAR
        ? Buckets.Extent.of(seen.stream().map(this::place).toList())
        : new Buckets.Extent(0, width, 0, height, 0);
  }

  /** Whether nothing of a box is in front of the camera. */
  boolean isBehind(List<Vec> corners) {
    return corners.stream().noneMatch(corner -> seen(corner).z() > NEAR);
  }

  private Vec seen(Vec point) {
    Vec off = point.plus(eye.times(-1));
    return new Vec(right.dot(off), up.dot(off), ahead.dot(off));
  }

  private Vec place(Vec seen) {
    return new Vec(
        0.5 * width + focal * seen.x() / seen.z(),
        0.5 * height - focal * seen.y() / seen.z(),
        seen.z());
  }
}
