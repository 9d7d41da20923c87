package dev.espalier.accuracy.streets;

/**
 * Time of day and weather.
 *
 * @param sun the direction to it; upwards when it does not show
 * @param sunlight its colour on a surface that faces it; black when it does not show
 * @param zenith colour of the sky above
 * @param horizon colour of the sky far away, and of haze
 * @param haze share of light that is lost per metre
 * @param clouds share of the sky that they cover
 * @param dark share of lamps and windows that are lit
 * @param wet how much the ground mirrors
 */
record Light(
    Vec sun,
    Colour sunlight,
    Colour zenith,
    Colour horizon,
    double haze,
    double clouds,
    double dark,
    double wet) {

  static Light draw(Draws draws) {
    double kind = draws.between(0, 1);
    if (kind < 0.35) {
      return clear(sun(draws, 0.5), draws);
    }
    if (kind < 0.55) {
      return low(sun(draws, 0.12), draws);
    }
    if (kind < 0.77) {
      return overcast(draws);
    }
    return kind < 0.88 ? fog(draws) : dusk(draws);
  }

  private static Vec sun(Draws draws, double height) {
    double side = draws.between(-1, 1);
    double ahead = draws.between(-1.6, 1.6);
    double far = Math.sqrt(side * side + ahead * ahead) + 0.05;
    return new Vec(side / far, height * draws.between(1, 2.4), ahead / far).unit();
  }

  private static Light clear(Vec sun, Draws draws) {
    return new Light(
        sun,
        new Colour(1.0, 0.94, 0.84).times(draws.between(0.75, 1)),
        new Colour(0.07, 0.19, 0.5).times(draws.between(0.8, 1.3)),
        new Colour(0.5, 0.64, 0.8).times(draws.between(0.8, 1.15)),
        draws.between(0.0008, 0.003),
        draws.between(0.1, 0.6),
        0,
        0);
  }

  private static Light low(Vec sun, Draws draws) {
    return new Light(
        sun,
        new Colour(1.1, 0.72, 0.4).times(draws.between(0.6, 0.95)),
        new Colour(0.13, 0.24, 0.44).times(draws.between(0.7, 1.1)),
        new Colour(0.9, 0.6, 0.4).times(draws.between(0.6, 1)),
        draws.between(0.001, 0.006),
        draws.between(0.1, 0.7),
        0.1,
        0);
  }

  private static Light overcast(Draws draws) {
    double level = draws.between(0.35, 0.7);
    return new Light(
        Vec.UP,
        Colour.BLACK,
        new Colour(0.86, 0.92, 1).times(level),
        Colour.grey(1.2 * level),
        draws.between(0.001, 0.008),
        draws.between(0.8, 1),
        0.08,
        draws.chance(0.5) ? draws.between(0.2, 0.5) : 0);
  }

  private static Light fog(Draws draws) {
    double level = draws.between(0.45, 0.75);
    return new Light(
        Vec.UP,
        Colour.BLACK,
        new Colour(0.94, 0.97, 1).times(level),
        Colour.grey(level),
        draws.between(0.012, 0.035),
        1,
        0.15,
        draws.between(0, 0.3));
  }

  private static Light dusk(Draws draws) {
    return new Light(
        Vec.UP,
        Colour.BLACK,
        new Colour(0.06, 0.08, 0.2).times(draws.between(0.8, 1.4)),
        new Colour(0.42, 0.26, 0.3).times(draws.between(0.6, 1.2)),
        draws.between(0.001, 0.006),
        draws.between(0.2, 0.9),
        draws.between(0.4, 0.7),
        draws.chance(0.4) ? draws.between(0.2, 0.5) : 0);
  }

  /** What the sky alone gives to a surface. */
  Colour ambient(Vec normal) {
    Colour sky = zenith.mixed(horizon, 0.6);
    return sky.times(0.5 + 0.3 * normal.y()).plus(sunlight.times(0.07));
  }

  /** The share of a thing's own colour that arrives over a distance. */
  double clarity(double distance) {
    return StrictMath.exp(-haze * distance);
  }
}
