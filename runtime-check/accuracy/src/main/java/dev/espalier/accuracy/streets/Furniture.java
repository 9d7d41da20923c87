package dev.espalier.accuracy.streets;

import java.util.ArrayList;
import java.util.List;

/** Sets up lamp posts, signs, traffic lights and bollards behind the kerbs. */
record Furniture(Street street, Light light, Draws draws) {
  private static final double LAST = 110;
  private static final Colour LAMP = new Colour(1.5, 1.25, 0.8);

  List<Thing> build() {
    List<Thing> things = new ArrayList<>();
    Colour metal = draws.of(List.of(Palette.METAL, Palette.TYRE.times(2), Colour.grey(0.35)));
    for (int sign : new int[] {-1, 1}) {
      double kerb = street.side(sign).road() + Street.KERB + 0.35;
      lamps(sign, kerb, metal, things);
      signs(sign, kerb, metal, things);
      bollards(sign, kerb, metal, things);
      if (street.crossing() > 0) {
        double z = street.crossing() - Street.CROSSING - 1;
        trafficLight(street.beside(sign * kerb, z, true), things);
      }
    }
    return things;
  }

  private void lamps(int sign, double kerb, Colour metal, List<Thing> things) {
    double height = draws.between(5, 8);
    for (double z = draws.between(5, 22); z < LAST; z += 22) {
      Frame frame = street.beside(sign * kerb, z, false);
      if (street.isFree(z, 0)) {
        things.add(pole(frame, 0.1, height, metal));
        double reach = -sign * 1.6;
        Vec low = new Vec(Math.min(0, reach), height - 0.1, -0.06);
        things.add(part(frame, Prism.box(low, new Vec(Math.max(0, reach), height, 0.06)), metal));
        Paint glass =
            light.dark() > 0.2 ? Paint.glowing(LAMP) : Paint.glossy(Colour.grey(0.5), 0.2);
        Ellipsoid head = new Ellipsoid(new Vec(reach, height - 0.1, 0), new Vec(0.4, 0.12, 0.17));
        things.add(new Thing(frame, head, Texture.plain(glass), StreetClass.POLE));
      }
    }
  }

  private void signs(int sign, double kerb, Colour metal, List<Thing> things) {
    for (double z = draws.between(6, 20); z < 70; z += draws.between(8, 26)) {
      Frame frame = street.beside(sign * (kerb + 0.1), z, true);
      if (street.isFree(z, 0)) {
        things.add(pole(frame, 0.05, 2.9, metal));
        things.add(new Thing(frame, plate(), board(), StreetClass.POLE));
      }
    }
  }

  private Solid plate() {
    Vec centre = new Vec(0, 2.7, 0.08);
    return switch (draws.below(4)) {
      case 0 -> Prism.box(new Vec(-0.32, 2.4, 0.05), new Vec(0.32, 3.1, 0.1));
      case 1 -> Prism.box(new Vec(-0.75, 2.5, 0.05), new Vec(0.75, 3.0, 0.1));
      default -> new Ellipsoid(centre, new Vec(0.37, 0.37, 0.04));
    };
  }

  /** A sign as drivers see it, and grey metal from behind. */
  private Texture board() {
    Colour rim = draws.of(Palette.SIGNS);
    Colour inside = draws.chance(0.5) ? Colour.WHITE : draws.of(Palette.SIGNS);
    Colour symbol = draws.chance(0.5) ? Palette.TYRE : Colour.WHITE;
    Noise noise = new Noise(draws.bits());
    return (p, n) -> {
      if (n.z() < -0.3) {
        return Paint.matt(Palette.METAL);
      }
      double off = Math.max(Math.abs(p.x()), Math.abs(p.y() - 2.72));
      boolean drawn = off < 0.16 && noise.at(9 * p.x(), 9 * p.y(), 1) > 0.5;
      return Paint.matt(drawn ? symbol : off > 0.22 ? rim : inside);
    };
  }

  private void bollards(int sign, double kerb, Colour metal, List<Thing> things) {
    if (draws.chance(0.25)) {
      double first = draws.between(5, 40);
      for (double z = first; z < first + 14; z += 2) {
        if (street.isFree(z, 0)) {
          things.add(pole(street.beside(sign * kerb, z, false), 0.08, 0.95, metal));
        }
      }
    }
  }

  private void trafficLight(Frame frame, List<Thing> things) {
    things.add(pole(frame, 0.08, 3.4, Colour.grey(0.1)));
    int shown = draws.below(3);
    Texture lamps =
        (p, n) -> {
          int lamp = (int) Math.max(0, Math.min(2, (3.25 - p.y()) / 0.32));
          double dx = p.x();
          double dy = p.y() - (3.09 - 0.32 * lamp);
          boolean inside = n.z() > 0.5 && dx * dx + dy * dy < 0.013;
          return inside && lamp == shown ? Paint.glowing(signal(lamp)) : Paint.matt(Palette.TYRE);
        };
    Solid box = Prism.box(new Vec(-0.18, 2.28, 0.05), new Vec(0.18, 3.26, 0.32));
    things.add(new Thing(frame, box, lamps, StreetClass.POLE));
  }

  private static Colour signal(int lamp) {
    return switch (lamp) {
      case 0 -> new Colour(1.3, 0.06, 0.04);
      case 1 -> new Colour(1.3, 0.7, 0.05);
      default -> new Colour(0.08, 1.1, 0.5);
    };
  }

  private static Thing pole(Frame frame, double radius, double height, Colour metal) {
    return part(frame, new Frustum(new Vec(0, 0, 0), radius, 0.8 * radius, height), metal);
  }

  private static Thing part(Frame frame, Solid solid, Colour colour) {
    return new Thing(frame, solid, Texture.plain(Paint.matt(colour)), StreetClass.POLE);
  }
}
