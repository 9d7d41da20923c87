package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.List;

/** People on the pavements, and some on the road. */
record People(Street street, District district, Draws draws) {
  private static final double LAST = 80;

  List<Thing> build() {
    List<Thing> things = new ArrayList<>();
    for (int sign : new int[] {-1, 1}) {
      pavement(sign, things);
    }
    if (street.crossing() > 0 && street.zebra()) {
      crossing(things);
    } else if (draws.chance(0.3)) {
      double across = draws.between(-street.left().road(), street.right().road());
      person(street.beside(across, draws.between(8, 40), false).turned(), things);
    }
    return things;
  }

  private void pavement(int sign, List<Thing> things) {
    Street.Side side = street.side(sign);
    double gap = 100 / district.people();
    for (double z = draws.between(4, 4 + gap); z < LAST; z += draws.between(0.2, 1.8) * gap) {
      double across = sign * (side.walkStart() + side.walk() * draws.between(0.15, 0.9));
      Frame frame = street.beside(across, z, draws.chance(0.5));
      person(frame, things);
      if (draws.chance(0.25)) {
        person(frame.moved(0.65, 0, draws.between(-0.4, 0.4)), things);
      }
    }
  }

  private void crossing(List<Thing> things) {
    double z = street.crossing() - Street.CROSSING - 2.3;
    int people = draws.below(5);
    for (int i = 0; i < people; i++) {
      double across = draws.between(-street.left().road(), street.right().road());
      person(
          street.beside(across, z + draws.between(-1.2, 1.2), draws.chance(0.5)).turned(), things);
    }
  }

  private void person(Frame frame, List<Thing> things) {
    double size = draws.chance(0.1) ? draws.between(0.6, 0.8) : draws.between(0.9, 1.08);
    Colour legs = cloth();
    Colour coat = cloth();
    Colour skin = draws.of(Palette.SKINS);
    double stride = draws.between(0, 0.26) * size;
    boolean skirt = draws.chance(0.2);
    double hem = (skirt ? 0.5 : 0.82) * size;
    leg(frame.moved(0.09 * size, 0, stride), size, legs, things);
    leg(frame.moved(-0.09 * size, 0, -stride), size, legs, things);
    double wide = draws.between(0.19, 0.25) * size;
    Vec waist = new Vec(0, hem, 0);
    things.add(
        part(
            frame,
            new Frustum(waist, skirt ? 1.15 * wide : 0.85 * wide, wide, 1.45 * size - hem),
            folds(coat)));
    arms(frame, size, wide, stride, coat, things);
    head(frame, size, skin, things);
    if (draws.chance(0.3)) {
      Vec pack = new Vec(0, 1.2 * size, -wide);
      Vec radii = new Vec(0.16, 0.24, 0.14).times(size);
      things.add(part(frame, new Ellipsoid(pack, radii), folds(cloth())));
    }
  }

  private void leg(Frame frame, double size, Colour colour, List<Thing> things) {
    things.add(
        part(
            frame,
            new Frustum(new Vec(0, 0, 0), 0.065 * size, 0.1 * size, 0.88 * size),
            (p, n) -> Paint.matt(p.y() < 0.09 ? Palette.TYRE : colour)));
  }

  private void arms(
      Frame frame, double size, double wide, double stride, Colour coat, List<Thing> things) {
    Vec radii = new Vec(0.065, 0.34, 0.08).times(size);
    for (int side : new int[] {-1, 1}) {
      Vec centre = new Vec(side * (wide + 0.04), 1.12 * size, -side * 0.5 * stride);
      things.add(part(frame, new Ellipsoid(centre, radii), folds(coat)));
    }
  }

  private void head(Frame frame, double size, Colour skin, List<Thing> things) {
    Colour hair = draws.of(Palette.HAIRS);
    Vec centre = new Vec(0, 1.6 * size, 0.02);
    Vec radii = new Vec(0.1, 0.135, 0.115).times(size);
    double line = 1.63 * size;
    things.add(
        part(
            frame,
            new Ellipsoid(centre, radii),
            (p, n) -> Paint.matt(p.y() > line || n.z() < -0.2 ? hair : skin)));
  }

  private Texture folds(Colour colour) {
    Noise noise = new Noise(draws.bits());
    return (p, n) ->
        Paint.matt(colour.times(0.75 + 0.5 * noise.at(9 * p.x(), 4 * p.y(), 9 * p.z())));
  }

  private Colour cloth() {
    return Palette.tinted(draws, draws.of(Palette.CLOTHES), 0.25);
  }

  private static Thing part(Frame frame, Solid solid, Texture texture) {
    return new Thing(frame, solid, texture, StreetClass.PERSON);
  }
}
