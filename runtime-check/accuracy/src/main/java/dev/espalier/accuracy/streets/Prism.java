package dev.espalier.accuracy.streets;

import java.util.Arrays;

/** A convex outline in the y-z plane, drawn out along x: boxes, roofs, car bodies. */
final class Prism implements Solid {
  private static final Vec LEFT = new Vec(-1, 0, 0);
  private static final Vec RIGHT = new Vec(1, 0, 0);

  private final Vec low;
  private final Vec high;

  /** The outward direction of each side, and its distance from the x axis. */
  private final Vec[] normals;

  private final double[] distances;

  /** A prism from {@code left} to {@code right}; corners go from the z axis to the y axis. */
  Prism(double left, double right, double[] z, double[] y) {
    low = new Vec(left, least(y), least(z));
    high = new Vec(right, -least(negated(y)), -least(negated(z)));
    normals = new Vec[z.length];
    distances = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      int next = (i + 1) % z.length;
      normals[i] = new Vec(0, z[i] - z[next], y[next] - y[i]).unit();
      distances[i] = normals[i].dot(new Vec(0, y[i], z[i]));
    }
  }

  static Prism box(Vec low, Vec high) {
    double[] z = {low.z(), high.z(), high.z(), low.z()};
    double[] y = {low.y(), low.y(), high.y(), high.y()};
    return new Prism(low.x(), high.x(), z, y);
  }

  @Override
  public double next(Ray ray, double after) {
    Vec o = ray.origin();
    Vec d = ray.direction();
    double one = (low.x() - o.x()) / d.x();
    double other = (high.x() - o.x()) / d.x();
    double enter = Math.min(one, other);
    double leave = Math.max(one, other);
    for (int i = 0; i < normals.length && enter <= leave; i++) {
      double slope = normals[i].dot(d);
      double depth = distances[i] - normals[i].dot(o);
      if (slope < 0) {
        enter = Math.max(enter, depth / slope);
      } else if (slope > 0) {
        leave = Math.min(leave, depth / slope);
      } else if (depth < 0) {
        return NEVER;
      }
    }
    return Solid.first(enter, leave, after);
  }

  @Override
  public Vec normal(Vec point) {
    double toLeft = point.x() - low.x();
    double toRight = high.x() - point.x();
    double least = Math.min(toLeft, toRight);
    Vec nearest = toLeft < toRight ? LEFT : RIGHT;
    for (int i = 0; i < normals.length; i++) {
      double depth = distances[i] - normals[i].dot(point);
      if (depth < least) {
        least = depth;
        nearest = normals[i];
      }
    }
    return nearest;
  }

  @Override
  public Vec low() {
    return low;
  }

  @Override
  public Vec high() {
    return high;
  }

  private static double least(double[] values) {
    return Arrays.stream(values).min().orElseThrow();
  }

  private static double[] negated(double[] values) {
    return Arrays.stream(values).map(v -> -v).toArray();
  }
}
