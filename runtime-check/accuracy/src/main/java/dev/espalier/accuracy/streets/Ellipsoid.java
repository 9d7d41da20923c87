package dev.espalier.accuracy.streets;

/** A sphere stretched along the axes: tree crowns, heads, round signs. */
record Ellipsoid(Vec centre, Vec radius) implements Solid {
  @Override
  public double next(Ray ray, double after) {
    Vec o = scaled(ray.origin().plus(centre.times(-1)));
    Vec d = scaled(ray.direction());
    double a = d.dot(d);
    double b = o.dot(d);
    double inside = b * b - a * (o.dot(o) - 1);
    if (inside < 0) {
      return NEVER;
    }
    double root = Math.sqrt(inside);
    return Solid.first((-b - root) / a, (root - b) / a, after);
  }

  @Override
  public Vec normal(Vec point) {
    return scaled(scaled(point.plus(centre.times(-1)))).unit();
  }

  @Override
  public Vec low() {
    return centre.plus(radius.times(-1));
  }

  @Override
  public Vec high() {
    return centre.plus(radius);
  }

  private Vec scaled(Vec v) {
    return new Vec(v.x() / radius.x(), v.y() / radius.y(), v.z() / radius.z());
  }
}
