package dev.espalier.accuracy.streets;

/** Linear light of red, green and blue; 1 is a white wall in full sun. */
record Colour(double red, double green, double blue) {
  static final Colour BLACK = new Colour(0, 0, 0);
  static final Colour WHITE = grey(0.9);

  static Colour grey(double level) {
    return new Colour(level, level, level);
  }

  /** A colour as it is written for screens, such as {@code 0xff8000}. */
  static Colour screen(int rgb) {
    return new Colour(linear(rgb >> 16), linear(rgb >> 8), linear(rgb));
  }

  Colour plus(Colour other) {
    return new Colour(red + other.red, green + other.green, blue + other.blue);
  }

  Colour times(double factor) {
    return new Colour(factor * red, factor * green, factor * blue);
  }

  Colour times(Colour other) {
    return new Colour(red * other.red, green * other.green, blue * other.blue);
  }

  /** This colour with a share of another one, 0 to 1. */
  Colour mixed(Colour other, double share) {
    return times(1 - share).plus(other.times(share));
  }

  /** As a screen shows it; what is brighter than white is white. */
  int screen() {
    return level(red) << 16 | level(green) << 8 | level(blue);
  }

  /** A screen's curve is taken for a square, whose root every machine computes alike. */
  private static double linear(int level) {
    double share = (level & 0xff) / 255.0;
    return share * share;
  }

  private static int level(double light) {
    return (int) Math.round(255 * Math.sqrt(Math.min(1, Math.max(0, light))));
  }
}
