package dev.espalier.accuracy.streets;

/**
 * Foliage, through which one can see in places.
 *
 * @param size of a tuft, in metres
 * @param gaps share of the surface that is open
 */
record Leaves(Noise noise, Colour colour, double size, double gaps) implements Texture {
  @Override
  public Paint at(Vec point, Vec normal) {
    double tuft = noise.rough(point.x() / size, point.y() / size, point.z() / size);
    double shade = 0.35 + 0.9 * tuft + 0.2 * normal.y();
    return Paint.matt(colour.times(Math.max(0.15, shade)));
  }

  @Override
  public boolean covers(Vec point) {
    double x = point.x() / size;
    double y = point.y() / size;
    double z = point.z() / size;
    return 0.5 * (noise.at(1.4 * x, 1.4 * y, 1.4 * z) + noise.at(4 * x, 4 * y, 4 * z)) > gaps;
  }
}
