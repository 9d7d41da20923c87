package dev.espalier.accuracy.streets;

/** The paint of a surface, by the place in the thing's own coordinates. */
interface Texture {
  Paint at(Vec point, Vec normal);

  /** Whether there is anything at all at a point of the body's surface. */
  default boolean covers(Vec point) {
    return true;
  }

  static Texture plain(Paint paint) {
    return (point, normal) -> paint;
  }
}
