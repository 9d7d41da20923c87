package dev.espalier.search.report;

import dev.espalier.search.report.Chart.Point;
import java.util.ArrayList;
import java.util.List;

/** Makes many points few. */
final class Thin {
  private Thin() {}

  /** At most so many points, each the mean of neighbours; its place is that of the last of them. */
  static List<Point> mean(List<Point> points, int most) {
    int together = Math.max(1, (points.size() + most - 1) / most);
    List<Point> thin = new ArrayList<>();
    for (int from = 0; from < points.size(); from += together) {
      List<Point> part = points.subList(from, Math.min(from + together, points.size()));
      double mean = part.stream().mapToDouble(Point::y).average().orElseThrow();
      thin.add(Point.of(part.get(part.size() - 1).x(), mean));
    }
    return thin;
  }
}
