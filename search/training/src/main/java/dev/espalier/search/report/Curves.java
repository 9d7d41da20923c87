package dev.espalier.search.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.search.report.Chart.Line;
import dev.espalier.search.report.Chart.Point;
import dev.espalier.search.report.Chart.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The figures of a run over its steps.
 *
 * @param lines of the metrics
 */
record Curves(List<JsonNode> lines) {
  private static final int MOST_POINTS = 300;
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String STEP = "steps done";

  static Curves read(Path metrics) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    try (Stream<String> texts = Files.lines(metrics)) {
      for (String text : (Iterable<String>) texts::iterator) {
        lines.add(JSON.readTree(text));
      }
    }
    return new Curves(lines);
  }

  /**
   * The charts of a search; one whose figures the run does not have is left out.
   *
   * @param target the most that the result may cost
   * @param unit of costs
   */
  List<Chart> charts(double target, String unit) {
    List<Line> costs = new ArrayList<>(byPhase("cost"));
    points("cost").values().stream().findFirst().ifPresent(p -> costs.add(level(target, p)));
    return Stream.of(
            new Chart("Loss", STEP, "loss", byPhase("loss")),
            new Chart("mIoU on validation pictures", STEP, "mIoU", byPhase("mIoU")),
            new Chart("Predicted cost", STEP, unit, costs),
            new Chart("Temperature of the choices", STEP, "temperature", byPhase("temperature")))
        .filter(chart -> !chart.isEmpty())
        .toList();
  }

  private static Line level(double target, List<Point> points) {
    double first = points.get(0).x();
    double last = points.get(points.size() - 1).x();
    int colour = 4;
    List<Point> ends = List.of(Point.of(first, target), Point.of(last, target));
    return new Line("target", colour, Style.DASHED, ends);
  }

  private List<Line> byPhase(String key) {
    List<String> phases = lines.stream().map(Curves::phase).distinct().toList();
    List<Line> found = new ArrayList<>();
    points(key)
        .forEach(
            (phase, points) ->
                found.add(
                    new Line(
                        phase, phases.indexOf(phase), Style.LINE, Thin.mean(points, MOST_POINTS))));
    return found;
  }

  private static String phase(JsonNode line) {
    return line.path("phase").asText("training");
  }

  private Map<String, List<Point>> points(String key) {
    Map<String, List<Point>> points = new LinkedHashMap<>();
    for (JsonNode line : lines) {
      JsonNode value = line.path(key);
      if (value.isNumber() && Double.isFinite(value.asDouble())) {
        points
            .computeIfAbsent(phase(line), phase -> new ArrayList<>())
            .add(Point.of(line.get("step").asDouble(), value.asDouble()));
      }
    }
    return points;
  }
}
