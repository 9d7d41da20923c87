package dev.espalier.accuracy.streets;

/**
 * Where something stands on the ground and which way it faces.
 *
 * @param origin of the thing's own coordinates, in the world
 * @param sin of the angle from the world's z axis to its own, towards x
 * @param cos of that angle
 */
record Frame(Vec origin, double sin, double cos) {
  /** Faces along (x, z), which need not have length 1. */
  static Frame facing(Vec origin, double x, double z) {
    double length = Math.sqrt(x * x + z * z);
    return new Frame(origin, x / length, z / length);
  }

  /** A frame whose place is given in this one's coordinates and that faces the same way. */
  Frame moved(double x, double y, double z) {
    return new Frame(outward(new Vec(x, y, z)).plus(origin), sin, cos);
  }

  /** This frame turned by a quarter, so that its z axis is this one's x axis. */
  Frame turned() {
    return new Frame(origin, cos, -sin);
  }

  Ray inward(Ray ray) {
    return new Ray(inward(ray.origin().plus(origin.times(-1))), inward(ray.direction()));
  }

  Vec outward(Vec own) {
    return new Vec(cos * own.x() + sin * own.z(), own.y(), cos * own.z() - sin * own.x());
  }

  private Vec inward(Vec world) {
    return new Vec(cos * world.x() - sin * world.z(), world.y(), cos * world.z() + sin * world.x());
  }
}
