package dev.espalier.accuracy.streets;

import java.util.List;
import java.util.stream.Stream;

/** One street at one moment, and what one sees along a ray. */
record Scene(
    Ground ground, Sky sky, Light light, List<Thing> things, Shadow sunShadow, Shadow skyShadow) {
  /** Light that comes from the sky in the shade of something, as a share. */
  private static final double UNDER = 0.55;

  private static final double FLAT = -1e-4;

  /** What a ray ends at. */
  record Sight(Colour colour, StreetClass label) {}

  static Scene draw(Draws draws) {
    Light light = Light.draw(draws.named("light"));
    District district = District.draw(draws.named("district"));
    Street street = Street.draw(draws.named("street"), district);
    List<Thing> things =
        Stream.of(
                new Houses(street, district, light, draws.named("houses")).build(),
                new Plants(street, district, draws.named("plants")).build(),
                new Traffic(street, light, draws.named("traffic")).build(),
                new People(street, district, draws.named("people")).build(),
                new Furniture(street, light, draws.named("furniture")).build())
            .flatMap(List::stream)
            .toList();
    return new Scene(
        Ground.draw(street, draws.named("ground"), light.wet()),
        new Sky(light, new Noise(draws.named("clouds").bits())),
        light,
        things,
        new Shadow(things, light.sun()),
        new Shadow(things, Vec.UP));
  }

  /** Follows a ray through the things that it may meet, nearest first. */
  Sight along(Ray ray, List<Buckets.Entry> candidates) {
    Thing met = null;
    double distance = toGround(ray);
    for (Buckets.Entry entry : candidates) {
      if (entry.nearest() > distance) {
        break;
      }
      double to = entry.thing().meets(ray);
      if (to < distance) {
        distance = to;
        met = entry.thing();
      }
    }
    if (met != null) {
      return onThing(ray, distance, met);
    }
    return distance < Solid.NEVER
        ? onGround(ray, distance)
        : new Sight(sky.towards(ray.direction()), StreetClass.SKY);
  }

  private static double toGround(Ray ray) {
    double slope = ray.direction().y();
    return slope < FLAT ? -ray.origin().y() / slope : Solid.NEVER;
  }

  private Sight onGround(Ray ray, double distance) {
    Vec point = ray.at(distance);
    Paint paint = ground.paint(point.x(), point.z());
    return new Sight(seen(ray, distance, point, Vec.UP, paint), ground.label(point.x(), point.z()));
  }

  private Sight onThing(Ray ray, double distance, Thing thing) {
    Vec own = thing.frame().inward(ray).at(distance);
    Vec ownNormal = thing.solid().normal(own);
    Vec normal = thing.frame().outward(ownNormal);
    Vec facing = normal.dot(ray.direction()) > 0 ? normal.times(-1) : normal;
    Paint paint = thing.texture().at(own, ownNormal);
    return new Sight(seen(ray, distance, ray.at(distance), facing, paint), thing.label());
  }

  private Colour seen(Ray ray, double distance, Vec point, Vec normal, Paint paint) {
    double open = normal.y() > 0.5 && skyShadow.covers(point, normal) ? UNDER : 1;
    Colour lit = light.ambient(normal).times(open).plus(direct(point, normal));
    Colour mirrored = sky.towards(ray.direction().mirrored(normal)).times(paint.gloss() * open);
    Colour near =
        paint.colour().times(lit).times(1 - paint.gloss()).plus(mirrored).plus(paint.glow());
    return light.horizon().mixed(near, light.clarity(distance));
  }

  private Colour direct(Vec point, Vec normal) {
    double slant = light.sun().dot(normal);
    return slant <= 0 || light.sunlight().equals(Colour.BLACK) || sunShadow.covers(point, normal)
        ? Colour.BLACK
        : light.sunlight().times(slant);
  }
}
