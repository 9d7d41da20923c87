package dev.espalier.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.search.report.Chart.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThinTest {
  @Test
  void neighboursBecomeTheirMean() {
    List<Point> points =
        List.of(Point.of(1, 2), Point.of(2, 4), Point.of(3, 6), Point.of(4, 0), Point.of(5, 7));
    assertThat(Thin.mean(points, 3))
        .containsExactly(Point.of(2, 3), Point.of(4, 3), Point.of(5, 7));
    assertThat(Thin.mean(points, 5)).isEqualTo(points);
    assertThat(Thin.mean(List.of(), 5)).isEmpty();
  }
}
