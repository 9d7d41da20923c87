package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.List;

/** Builds houses along both sides, along the crossing street, and at the end of the view. */
record Houses(Street street, District district, Light light, Draws draws) {
  private static final double FIRST = -12;
  private static final double LAST = 190;

  List<Thing> build() {
    List<Thing> things = new ArrayList<>();
    row(-1, things);
    row(1, things);
    skyline(things);
    return things;
  }

  private void row(int sign, List<Thing> things) {
    double z = FIRST;
    while (z < LAST) {
      double length = draws.between(7, district.isLow() ? 13 : 20);
      if (street.isFree(z + 0.5 * length, length) && !draws.chance(district.gaps())) {
        double set = street.side(sign).houses() + (district.isLow() ? draws.between(0, 2) : 0);
        house(street.beside(sign * set, z, false), sign, length, things);
        z += length + (district.isLow() ? draws.between(1, 5) : 0.02);
      } else {
        z += 5;
      }
    }
  }

  private void house(Frame frame, int sign, double length, List<Thing> things) {
    double depth = draws.between(8, 13);
    double storey = draws.between(2.9, 3.7);
    int storeys = 1 + draws.below(district.storeys()) + (district.isLow() ? 0 : 2);
    double height = storey * storeys + 0.4;
    boolean shop = !district.isLow() && draws.chance(0.55);
    Facade facade = Facade.draw(draws, height, storey, shop, light.dark());
    double inner = Math.min(0, sign * depth);
    double outer = Math.max(0, sign * depth);
    things.add(
        building(frame, Prism.box(new Vec(inner, 0, 0), new Vec(outer, height, length)), facade));
    if (district.isLow() || draws.chance(0.25)) {
      things.add(roof(frame.moved(inner, height, length), depth, length));
    } else if (draws.chance(0.5)) {
      things.add(chimney(frame.moved(0.5 * (inner + outer), height, 0.5 * length)));
    }
  }

  /** A gable along the street; in the turned frame x runs against the street, z away from it. */
  private Thing roof(Frame frame, double depth, double length) {
    double rise = draws.between(0.25, 0.5) * depth;
    double[] z = {-0.4, depth + 0.4, 0.5 * depth};
    double[] y = {0, 0, rise};
    Colour tiles = Palette.tinted(draws, draws.of(Palette.ROOFS), 0.15);
    Noise noise = new Noise(draws.bits());
    Texture texture =
        (p, n) -> Paint.matt(tiles.times(0.75 + 0.5 * noise.rough(1.5 * p.x(), 4 * p.y(), 0)));
    return building(frame.turned(), new Prism(0, length, z, y), texture);
  }

  private Thing chimney(Frame frame) {
    double half = draws.between(0.3, 1.6);
    Colour colour = draws.of(Palette.WALLS).times(0.6);
    return building(
        frame,
        Prism.box(new Vec(-half, 0, -half), new Vec(half, draws.between(1, 2.6), half)),
        Texture.plain(Paint.matt(colour)));
  }

  /** Blocks far away, behind everything else. */
  private void skyline(List<Thing> things) {
    for (int i = 0; i < 26; i++) {
      double x = draws.between(-260, 260);
      double height = draws.between(6, district.isLow() ? 14 : 45);
      double length = draws.between(10, 26);
      Frame frame = Frame.facing(new Vec(x, 0, draws.between(205, 330)), 0, 1);
      Facade facade = Facade.draw(draws, height, 3.2, false, light.dark());
      things.add(building(frame, Prism.box(new Vec(0, 0, 0), new Vec(length, height, 14)), facade));
    }
  }

  private static Thing building(Frame frame, Solid solid, Texture texture) {
    return new Thing(frame, solid, texture, StreetClass.BUILDING);
  }
}
