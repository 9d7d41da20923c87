package dev.espalier.search.report;

import dev.espalier.search.method.SweepSummary;
import dev.espalier.search.method.SweepSummary.Result;
import dev.espalier.search.report.Chart.Line;
import dev.espalier.search.report.Chart.Point;
import dev.espalier.search.report.Chart.Style;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of a sweep: what is reached at what cost, by every method. */
public record SweepPage(SweepSummary summary) {
  /** Its name in the folder of a sweep. */
  public static final String FILE = "sweep.html";

  private static final int FRONT = 5;

  /** What the page shows. */
  private record View(
      String network, String device, String supernet, ChartView chart, List<Row> rows) {}

  /**
   * A result.
   *
   * @param front whether nothing else costs no more and does no worse
   */
  private record Row(
      String method,
      String target,
      String share,
      String cost,
      String used,
      String accuracy,
      String parameters,
      String macs,
      boolean front) {}

  /** Writes the page. */
  public void write(Path file) throws IOException {
    Chart chart = chart();
    View view =
        new View(
            summary.network(),
            summary.device().orElse("multiply-accumulates"),
            Numbers.percent(summary.supernet().accuracy())
                + " mIoU at "
                + Numbers.cost(summary.supernet().cost(), summary.unit()),
            ChartView.of(chart),
            sorted().map(this::row).toList());
    new Page("sweep.ftlh", view, List.of(chart)).write(file);
  }

  /** Dear results first, of the same target the best first. */
  private Stream<Result> sorted() {
    return summary.results().stream()
        .sorted(
            Comparator.comparingDouble(Result::target)
                .thenComparingDouble(Result::accuracy)
                .reversed());
  }

  private Row row(Result result) {
    return new Row(
        result.method(),
        Numbers.cost(result.target(), summary.unit()),
        Numbers.share(result.share()),
        Numbers.cost(result.cost(), summary.unit()),
        Numbers.share(result.cost() / result.target()),
        Numbers.percent(result.accuracy()),
        Numbers.count((double) result.parameters()),
        Numbers.count((double) result.macs()),
        isOnFront(result));
  }

  private boolean isOnFront(Result result) {
    return summary.results().stream().noneMatch(other -> beats(other, result));
  }

  private static boolean beats(Result one, Result other) {
    boolean noWorse = one.cost() <= other.cost() && one.accuracy() >= other.accuracy();
    return noWorse && (one.cost() < other.cost() || one.accuracy() > other.accuracy());
  }

  private Chart chart() {
    List<Line> lines = new ArrayList<>();
    List<String> methods = summary.results().stream().map(Result::method).distinct().toList();
    for (String method : methods) {
      List<Point> points =
          summary.results().stream()
              .filter(result -> result.method().equals(method))
              .map(SweepPage::point)
              .toList();
      lines.add(new Line(method, lines.size(), Style.MARKS, points));
    }
    lines.add(new Line("best at its cost", FRONT, Style.DASHED, front()));
    return new Chart(
        "pareto", "mIoU by predicted cost", "predicted cost, " + summary.unit(), "mIoU, %", lines);
  }

  private List<Point> front() {
    return summary.results().stream()
        .filter(this::isOnFront)
        .sorted(Comparator.comparingDouble(Result::cost))
        .map(result -> Point.of(result.cost(), 100 * result.accuracy()))
        .toList();
  }

  private static Point point(Result result) {
    String note = "target " + Numbers.share(result.share()) + " of the supernet";
    return new Point(result.cost(), 100 * result.accuracy(), Optional.of(note));
  }
}
