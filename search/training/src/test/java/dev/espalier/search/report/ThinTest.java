package dev.espalier.search.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.search.report.Chart.Point;
import java.util.List;
import java.util.stream.IntStream;
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

  @Test
  void theFirstAndTheLastArePicked() {
    List<Integer> all = IntStream.range(0, 100).boxed().toList();
    assertThat(Thin.pick(all, 4)).containsExactly(0, 33, 66, 99);
    assertThat(Thin.pick(all.subList(0, 3), 4)).containsExactly(0, 1, 2);
  }
}
