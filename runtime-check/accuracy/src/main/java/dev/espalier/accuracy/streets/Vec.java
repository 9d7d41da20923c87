package dev.espalier.accuracy.streets;

/** A point or direction in metres: x to the right, y up, z along the street. */
record Vec(double x, double y, double z) {
  static final Vec UP = new Vec(0, 1, 0);

  Vec plus(Vec other) {
    return new Vec(x + other.x, y + other.y, z + other.z);
  }

  Vec times(double factor) {
    return new Vec(factor * x, factor * y, factor * z);
  }

  double dot(Vec other) {
    return x * other.x + y * other.y + z * other.z;
  }

  Vec cross(Vec other) {
    return new Vec(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  Vec unit() {
    return times(1 / Math.sqrt(dot(this)));
  }

  /** This direction mirrored at a plane. */
  Vec mirrored(Vec normal) {
    return plus(normal.times(-2 * dot(normal)));
  }

  /** The coordinate of an axis: 0 is x, 1 is y, 2 is z. */
  double along(int axis) {
    return axis == 0 ? x : axis == 1 ? y : z;
  }
}
