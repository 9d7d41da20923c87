package dev.espalier.accuracy.streets;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Where rays meet bodies, compared with walking along them in small steps. */
class SolidTest {
  private static final double STEP = 0.004;
  private static final double END = 12;

  @Test
  void box() {
    check(
        Prism.box(new Vec(-1, 0, -0.5), new Vec(0.7, 2, 1)),
        p -> p.x() > -1 && p.x() < 0.7 && p.y() > 0 && p.y() < 2 && p.z() > -0.5 && p.z() < 1);
  }

  @Test
  void gable() {
    check(
        new Prism(-1, 1, new double[] {-1, 1, 0}, new double[] {0, 0, 1.5}),
        p -> Math.abs(p.x()) < 1 && p.y() > 0 && p.y() < 1.5 * (1 - Math.abs(p.z())));
  }

  @Test
  void ellipsoid() {
    check(
        new Ellipsoid(new Vec(0.2, 1, 0), new Vec(1, 0.5, 1.5)),
        p -> {
          double x = p.x() - 0.2;
          double y = (p.y() - 1) / 0.5;
          double z = p.z() / 1.5;
          return x * x + y * y + z * z < 1;
        });
  }

  @Test
  void cone() {
    check(
        new Frustum(new Vec(0, 0, 0.3), 1.4, 0.2, 1.1),
        p -> {
          double radius = 1.4 - 1.2 * p.y() / 1.1;
          double z = p.z() - 0.3;
          return p.y() > 0 && p.y() < 1.1 && p.x() * p.x() + z * z < radius * radius;
        });
  }

  private static void check(Solid solid, Predicate<Vec> inside) {
    Draws draws = new Draws(5);
    int met = 0;
    for (int i = 0; i < 400; i++) {
      Vec origin = new Vec(draws.between(-4, 4), draws.between(-3, 5), draws.between(-4, 4));
      Vec target = new Vec(draws.between(-1, 1), draws.between(0, 2), draws.between(-1, 1));
      Ray ray = new Ray(origin, target.plus(origin.times(-1)).unit());
      if (inside.test(origin)) {
        continue;
      }
      double expected = walk(ray, inside);
      double found = solid.next(ray, 0);
      if (expected < END) {
        met++;
        assertThat(found).isBetween(expected - STEP - 1e-9, expected + 1e-9);
        Vec normal = solid.normal(ray.at(found));
        assertThat(normal.dot(normal)).isBetween(1 - 1e-9, 1 + 1e-9);
        assertThat(normal.dot(ray.direction())).isLessThan(1e-9);
      } else {
        assertThat(found < Solid.NEVER && chord(solid, ray, found) > 2 * STEP).isFalse();
      }
    }
    assertThat(met).isGreaterThan(150);
  }

  /** The first step that is inside. */
  private static double walk(Ray ray, Predicate<Vec> inside) {
    double at = 0;
    while (at < END && !inside.test(ray.at(at))) {
      at += STEP;
    }
    return at;
  }

  /** How long the ray stays inside; steps may miss short ones. */
  private static double chord(Solid solid, Ray ray, double enter) {
    return solid.next(ray, enter + Thing.SAME) - enter;
  }
}
