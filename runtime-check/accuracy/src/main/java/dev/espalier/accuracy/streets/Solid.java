package dev.espalier.accuracy.streets;

/** A convex body in its own coordinates. */
sealed interface Solid permits Prism, Ellipsoid, Frustum {
  /** What a ray never reaches. */
  double NEVER = Double.POSITIVE_INFINITY;

  /** The distance to the surface, from outside or from inside, that is next after a distance. */
  double next(Ray ray, double after);

  /** The outward direction at a point of the surface. */
  Vec normal(Vec point);

  /** The lower corner of a box around the body. */
  Vec low();

  /** The upper corner of a box around the body. */
  Vec high();

  /** Of two distances to the surface the first one behind a distance. */
  static double first(double enter, double leave, double after) {
    return enter > leave ? NEVER : enter > after ? enter : leave > after ? leave : NEVER;
  }
}
