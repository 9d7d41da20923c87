package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.List;

/** Puts cars, vans and buses on the lanes and at the kerbs. */
record Traffic(Street street, Light light, Draws draws) {
  private static final double LAST = 120;

  List<Thing> build() {
    List<Thing> things = new ArrayList<>();
    for (int sign : new int[] {-1, 1}) {
      parked(sign, things);
      double lane = 0.5 * Street.LANE;
      moving(sign, lane, things);
      if (street.side(sign).road() > 2 * Street.LANE) {
        moving(sign, lane + Street.LANE, things);
      }
    }
    if (street.crossing() > 0 && draws.chance(0.5)) {
      crossing(things);
    }
    return things;
  }

  private void parked(int sign, List<Thing> things) {
    Street.Side side = street.side(sign);
    if (!side.parking()) {
      return;
    }
    boolean reversed = sign < 0;
    for (double z = draws.between(3, 9); z < LAST; z += draws.between(5.4, 6.6)) {
      if (street.isFree(z, 9) && draws.chance(0.72)) {
        vehicle(street.beside(sign * (side.road() - 1.1), z, reversed), 0.1, false, things);
      }
    }
  }

  private void moving(int sign, double lane, List<Thing> things) {
    double first = sign < 0 ? draws.between(6, 40) : draws.between(8, 45);
    for (double z = first; z < LAST; z += draws.between(9, 50)) {
      if (draws.chance(0.75)) {
        double across = sign * lane + draws.between(-0.3, 0.3);
        boolean lit = light.dark() > 0 || draws.chance(0.4);
        vehicle(street.beside(across, z, sign < 0), 0.2, lit, things);
      }
    }
  }

  private void crossing(List<Thing> things) {
    double x = draws.between(-12, 12);
    Frame frame = street.beside(x, street.crossing() + (x > 0 ? 1.7 : -1.7), x > 0).turned();
    vehicle(frame, 0.3, light.dark() > 0, things);
  }

  private void vehicle(Frame frame, double large, boolean lit, List<Thing> things) {
    Colour colour = Palette.tinted(draws, draws.of(Palette.CARS), 0.1);
    if (draws.chance(large)) {
      van(frame, colour, lit, things);
    } else {
      car(frame, colour, lit, things);
    }
  }

  private void car(Frame frame, Colour colour, boolean lit, List<Thing> things) {
    double half = draws.between(1.95, 2.4);
    double wide = draws.between(0.84, 0.93);
    double waist = draws.between(0.86, 1.05);
    double roof = waist + draws.between(0.48, 0.7);
    double rear = draws.chance(0.5) ? 0.15 : 0.8;
    double[] z = {
      -half, half, half, half - 0.15, half - 1.1, 0.2 - half, 0.08 - half, -half,
    };
    double[] y = {0.24, 0.24, 0.62, 0.74, waist, waist + 0.03, waist - 0.06, 0.6};
    things.add(
        part(
            frame,
            new Prism(-wide, wide, z, y),
            new CarPaint(colour, half, 2 * wide, 9, 9, 1, lit)));
    double[] cabinZ = {rear - half, half - 1.05, half - 1.85, rear + 0.55 - half};
    double[] cabinY = {waist - 0.02, waist - 0.02, roof, roof};
    things.add(
        part(
            frame,
            new Prism(0.1 - wide, wide - 0.1, cabinZ, cabinY),
            new CarPaint(colour, half, 2 * wide - 0.2, waist, roof - 0.07, 1.25, lit)));
    wheels(frame, wide, 0.31, half - 0.75, things);
  }

  private void van(Frame frame, Colour colour, boolean lit, List<Thing> things) {
    boolean bus = draws.chance(0.35);
    double half = bus ? draws.between(4.5, 5.8) : draws.between(2.4, 3);
    double wide = bus ? 1.24 : 0.98;
    double roof = bus ? 3 : draws.between(1.95, 2.5);
    double nose = bus ? 0.1 : 0.7;
    double[] z = {-half, half, half, half - 0.1, half - nose - 0.1, -half};
    double[] y = {0.3, 0.3, 0.9, 1.15, roof, roof};
    double sill = bus ? 1.25 : 1.2;
    things.add(
        part(
            frame,
            new Prism(-wide, wide, z, y),
            new CarPaint(colour, half, 2 * wide, sill, bus ? 2.5 : 1.75, bus ? 1.4 : 3, lit)));
    wheels(frame, wide, bus ? 0.46 : 0.35, half - (bus ? 1.6 : 0.8), things);
  }

  private void wheels(Frame frame, double wide, double radius, double axle, List<Thing> things) {
    Vec radii = new Vec(0.12, radius, radius);
    for (int i = 0; i < 4; i++) {
      double x = (i & 1) == 0 ? -wide + 0.07 : wide - 0.07;
      Vec centre = new Vec(x, radius, (i & 2) == 0 ? -axle : axle);
      Texture texture =
          (p, n) ->
              Math.abs(n.x()) > 0.93 ? Paint.glossy(Palette.METAL, 0.1) : Paint.matt(Palette.TYRE);
      things.add(part(frame, new Ellipsoid(centre, radii), texture));
    }
  }

  private static Thing part(Frame frame, Solid solid, Texture texture) {
    return new Thing(frame, solid, texture, StreetClass.CAR);
  }
}
