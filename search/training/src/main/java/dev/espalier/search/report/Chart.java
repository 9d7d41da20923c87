package dev.espalier.search.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * Lines and marks over two axes.
 *
 * @param x what the horizontal axis shows
 * @param y what the vertical axis shows
 */
record Chart(String title, String x, String y, List<Line> lines) {
  /** How a line is drawn. */
  enum Style {
    LINE,
    DASHED,
    MARKS
  }

  /**
   * Points that belong together.
   *
   * @param colour the number of a colour of the page, from 0
   */
  record Line(String label, int colour, Style style, List<Point> points) {
    Line {
      points = List.copyOf(points);
    }
  }

  /**
   * A point; coordinates are finite.
   *
   * @param note what else there is to say about it
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Point(double x, double y, Optional<String> note) {
    static Point of(double x, double y) {
      return new Point(x, y, Optional.empty());
    }
  }

  Chart {
    lines = lines.stream().filter(line -> !line.points.isEmpty()).toList();
  }

  boolean isEmpty() {
    return lines.isEmpty();
  }
}
