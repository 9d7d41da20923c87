package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.List;

/** Plants trees on verges and pavements, hedges in front of yards, and woods far away. */
record Plants(Street street, District district, Draws draws) {
  private static final double LAST = 170;

  List<Thing> build() {
    List<Thing> things = new ArrayList<>();
    Colour season = draws.of(Palette.LEAVES);
    for (int sign : new int[] {-1, 1}) {
      row(sign, season, things);
      yard(sign, season, things);
    }
    horizon(season, things);
    return things;
  }

  private void row(int sign, Colour season, List<Thing> things) {
    Street.Side side = street.side(sign);
    double across =
        side.verge() > 0 ? side.road() + Street.KERB + 0.5 * side.verge() : side.walkStart() + 0.7;
    for (double z = draws.between(4, 14); z < LAST; z += draws.between(7, 12)) {
      if (street.isFree(z, 2) && draws.chance(district.trees())) {
        tree(street.beside(sign * across, z, false), season, draws.between(0.7, 1.15), things);
      }
    }
  }

  private void yard(int sign, Colour season, List<Thing> things) {
    Street.Side side = street.side(sign);
    if (side.yard() < 1.5) {
      return;
    }
    boolean hedge = draws.chance(0.6);
    double height = draws.between(0.7, 1.7);
    for (double z = 0; z < LAST; z += 6) {
      Frame frame = street.beside(sign * (side.yardStart() + 0.5), z, false);
      if (street.isFree(z + 3, 9) && hedge && !draws.chance(0.2)) {
        Solid box = Prism.box(new Vec(-0.4, 0, 0), new Vec(0.4, height, 5.8));
        things.add(plant(frame, box, leaves(season, 0.35, 0.34)));
      }
      if (draws.chance(0.4 * district.trees())) {
        tree(frame.moved(sign * 1.6, 0, 2), season, draws.between(0.5, 1.3), things);
      }
    }
  }

  private void horizon(Colour season, List<Thing> things) {
    for (int i = 0; i < 34; i++) {
      Frame frame =
          Frame.facing(new Vec(draws.between(-190, 190), 0, draws.between(190, 260)), 0, 1);
      double width = draws.between(4, 12);
      Vec radius = new Vec(width, draws.between(4, 9), 5);
      things.add(plant(frame, new Ellipsoid(new Vec(0, 1, 0), radius), leaves(season, 2.4, 0.36)));
    }
  }

  private void tree(Frame frame, Colour season, double scale, List<Thing> things) {
    if (draws.chance(0.12)) {
      conifer(frame, scale, things);
      return;
    }
    double trunk = scale * draws.between(2.2, 3.4);
    double radius = scale * draws.between(0.12, 0.24);
    things.add(
        plant(frame, new Frustum(new Vec(0, 0, 0), radius, 0.7 * radius, trunk + scale), bark()));
    double crown = scale * draws.between(1.5, 2.5);
    double slender = draws.between(0.8, 1.4);
    int tufts = 7 + draws.below(6);
    for (int i = 0; i < tufts; i++) {
      double size = crown * draws.between(0.3, 0.62);
      Vec centre =
          new Vec(
              crown * draws.between(-0.75, 0.75) / slender,
              trunk + crown * draws.between(0.1, 1.5) * slender,
              crown * draws.between(-0.75, 0.75) / slender);
      Vec radii = new Vec(size, size * draws.between(0.7, 1), size);
      things.add(plant(frame, new Ellipsoid(centre, radii), leaves(season, 0.4, 0.46)));
    }
  }

  private void conifer(Frame frame, double scale, List<Thing> things) {
    double height = scale * draws.between(5, 9);
    things.add(plant(frame, new Frustum(new Vec(0, 0, 0), 0.16, 0.1, 0.2 * height), bark()));
    Leaves needles = new Leaves(new Noise(draws.bits()), Colour.screen(0x35523a), 0.3, 0.42);
    for (int i = 0; i < 3; i++) {
      Vec foot = new Vec(0, height * (0.13 + 0.25 * i), 0);
      double wide = scale * (1.7 - 0.45 * i);
      things.add(plant(frame, new Frustum(foot, wide, 0.05, 0.38 * height), needles));
    }
  }

  private Leaves leaves(Colour season, double size, double gaps) {
    Colour colour = Palette.tinted(draws, season, 0.22).times(draws.between(0.7, 1.1));
    return new Leaves(new Noise(draws.bits()), colour, size, gaps);
  }

  private Texture bark() {
    Noise noise = new Noise(draws.bits());
    return (p, n) ->
        Paint.matt(Palette.BARK.times(0.6 + noise.rough(9 * p.x(), 1.5 * p.y(), 9 * p.z())));
  }

  private static Thing plant(Frame frame, Solid solid, Texture texture) {
    return new Thing(frame, solid, texture, StreetClass.VEGETATION);
  }
}
