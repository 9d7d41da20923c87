package dev.espalier.search.report;

import dev.espalier.search.report.Chart.Line;
import dev.espalier.search.report.Chart.Point;
import java.util.ArrayList;
import java.util.List;

/**
 * A chart, in words, and as a table of some of its points.
 *
 * @param id of the chart
 */
record ChartView(String id, String title, String x, String y, String description, List<Row> rows) {
  private static final int MOST_ROWS = 10;

  /** A point of a line. */
  record Row(String line, String x, String y) {}

  static ChartView of(Chart chart) {
    List<Row> rows = new ArrayList<>();
    for (Line line : chart.lines()) {
      for (Point point : Thin.pick(line.points(), MOST_ROWS)) {
        rows.add(new Row(line.label(), Numbers.plain(point.x()), Numbers.plain(point.y())));
      }
    }
    return new ChartView(
        chart.id(), chart.title(), chart.x(), chart.y(), chart.description(), rows);
  }
}
