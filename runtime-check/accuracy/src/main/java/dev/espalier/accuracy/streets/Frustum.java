package dev.espalier.accuracy.streets;

/**
 * An upright cylinder or cone: poles, trunks, legs, conifers.
 *
 * @param foot the middle of the lower end
 * @param radius of the lower end
 * @param top radius of the upper end
 * @param height above the foot
 */
record Frustum(Vec foot, double radius, double top, double height) implements Solid {
  @Override
  public double next(Ray ray, double after) {
    Vec o = ray.origin().plus(foot.times(-1));
    Vec d = ray.direction();
    double low = Math.min(-o.y() / d.y(), (height - o.y()) / d.y());
    double high = Math.max(-o.y() / d.y(), (height - o.y()) / d.y());
    double taper = (top - radius) / height;
    double r = radius + taper * o.y();
    double dr = taper * d.y();
    double a = d.x() * d.x() + d.z() * d.z() - dr * dr;
    double b = o.x() * d.x() + o.z() * d.z() - r * dr;
    double c = o.x() * o.x() + o.z() * o.z() - r * r;
    double inside = b * b - a * c;
    if (a <= 0 || inside < 0) {
      return a <= 0 && inside >= 0 ? steep(a, b, inside, low, high, after) : NEVER;
    }
    double root = Math.sqrt(inside);
    return Solid.first(Math.max(low, (-b - root) / a), Math.min(high, (root - b) / a), after);
  }

  /** A ray steeper than the side of the cone is inside before one root or behind the other. */
  private static double steep(
      double a, double b, double inside, double low, double high, double after) {
    double root = Math.sqrt(inside);
    double before = Math.min((-b - root) / a, (root - b) / a);
    double behind = Math.max((-b - root) / a, (root - b) / a);
    double first = Solid.first(low, Math.min(high, before), after);
    return first < NEVER ? first : Solid.first(Math.max(low, behind), high, after);
  }

  @Override
  public Vec normal(Vec point) {
    double y = point.y() - foot.y();
    if (Math.min(y, height - y) < Thing.SAME) {
      return Vec.UP.times(2 * y > height ? 1 : -1);
    }
    double slope = (radius - top) / height * (radius + (top - radius) * y / height);
    return new Vec(point.x() - foot.x(), slope, point.z() - foot.z()).unit();
  }

  @Override
  public Vec low() {
    double widest = Math.max(radius, top);
    return foot.plus(new Vec(-widest, 0, -widest));
  }

  @Override
  public Vec high() {
    double widest = Math.max(radius, top);
    return foot.plus(new Vec(widest, height, widest));
  }
}
