package dev.espalier.accuracy.streets;

/**
 * Asphalt, stones and grass.
 *
 * @param worn how visible the markings are
 * @param slab size of a paving stone, in metres
 */
record Ground(
    Street street,
    Noise noise,
    Colour asphalt,
    Colour stone,
    Colour grass,
    double worn,
    double slab,
    double wet) {
  private static final Colour MARKING = Colour.grey(0.62);

  static Ground draw(Street street, Draws draws, double wet) {
    double grey = draws.between(0.055, 0.16);
    return new Ground(
        street,
        new Noise(draws.bits()),
        Palette.tinted(draws, Colour.grey(grey), 0.12),
        draws.of(Palette.STONES).times(draws.between(0.7, 1.2)),
        draws.of(Palette.LAWNS).times(draws.between(0.7, 1.3)),
        draws.between(0.35, 1),
        draws.between(0.4, 0.9),
        wet);
  }

  StreetClass label(double x, double z) {
    return switch (street.zone(x - street.middle(z), z)) {
      case ROAD -> StreetClass.ROAD;
      case KERB, WALK -> StreetClass.SIDEWALK;
      case VERGE, YARD -> StreetClass.VEGETATION;
    };
  }

  Paint paint(double x, double z) {
    double across = x - street.middle(z);
    return switch (street.zone(across, z)) {
      case ROAD -> Paint.glossy(road(across, z), wet * puddle(x, z));
      case KERB -> Paint.glossy(stone.times(1.25 - 0.2 * grain(x, z)), 0.3 * wet);
      case WALK -> Paint.glossy(slabs(across, z), 0.5 * wet);
      case VERGE, YARD -> Paint.matt(lawn(x, z));
    };
  }

  private double grain(double x, double z) {
    return noise.rough(6 * x, 6 * z, 1.5);
  }

  private double puddle(double x, double z) {
    return Math.min(1, 0.3 + 1.4 * noise.at(0.7 * x, 0.4 * z, 9));
  }

  private Colour road(double across, double z) {
    double stains = 0.7 + 0.4 * noise.rough(0.5 * across, 0.12 * z, 3) + 0.25 * grain(across, z);
    Colour bare = asphalt.times(stains);
    double paint = isMarked(across, z) ? worn * Math.min(1, 0.4 + grain(z, across)) : 0;
    return bare.mixed(MARKING, paint);
  }

  private boolean isMarked(double across, double z) {
    double toCrossing = street.crossing() - Street.CROSSING - z;
    if (street.crossing() > 0 && Math.abs(z - street.crossing()) < Street.CROSSING + 4.4) {
      return street.zebra() && toCrossing > 0.8 && toCrossing < 3.8 && stripe(across, 1.1, 0.55);
    }
    boolean middle = Math.abs(across) < 0.08 && stripe(z, 6, 3);
    return middle || isBetweenLanes(across, z, street.side(across < 0 ? -1 : 1));
  }

  private static boolean isBetweenLanes(double across, double z, Street.Side side) {
    double far = Math.abs(across);
    double edge = side.parking() ? side.road() - 2.2 : side.road() - 0.35;
    boolean second = side.road() > 2 * Street.LANE && Math.abs(far - Street.LANE) < 0.07;
    return second && stripe(z, 9, 3) || Math.abs(far - edge) < 0.07 && stripe(z, 3, 2.4);
  }

  private static boolean stripe(double at, double period, double length) {
    return at - period * Math.floor(at / period) < length;
  }

  private Colour slabs(double across, double z) {
    double u = across / slab;
    double v = z / slab + 0.5 * (((long) Math.floor(u)) & 1);
    double edge = Math.min(u - Math.floor(u), v - Math.floor(v));
    double tone = 0.82 + 0.3 * noise.cell((long) Math.floor(u), (long) Math.floor(v), 2);
    return stone.times((edge < 0.07 ? 0.72 : tone) * (0.85 + 0.3 * grain(across, z)));
  }

  private Colour lawn(double x, double z) {
    double tufts = 0.55 + 0.5 * grain(x, z) + 0.4 * noise.at(0.4 * x, 0.4 * z, 4);
    return grass.times(tufts).mixed(Palette.EARTH, Math.max(0, noise.at(x, z, 8) - 0.6));
  }
}
