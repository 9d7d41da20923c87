package dev.espalier.accuracy.streets;

/** A line of sight or of light; the direction has length 1. */
record Ray(Vec origin, Vec direction) {
  Vec at(double distance) {
    return origin.plus(direction.times(distance));
  }
}
