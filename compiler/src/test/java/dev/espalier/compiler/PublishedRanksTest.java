package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.compiler.PublishedRates.Network;
import dev.espalier.ir.Graph;
import dev.espalier.ir.MacCounter;
import dev.espalier.latency.estimate.Estimate;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * Predicted times against published frame rates, by rank: tables of docs/latency.md, which {@code
 * -Despalier.docs=update} writes. Otherwise one network is built, and the coefficients are computed
 * from the rows of the page.
 */
class PublishedRanksTest {
  private static final Path PAGE = Path.of("..", "docs", "latency.md");
  private static final String FROM = "<!-- ranks -->";
  private static final String TO = "<!-- end of ranks -->";
  private static final Profile PROFILE =
      ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();
  private static final Network SMALLEST =
      PublishedRates.NETWORKS.stream()
          .filter(network -> network.zoo().equals("topformer-tiny-ade"))
          .findFirst()
          .orElseThrow();

  /** Above it a figure is of low confidence. */
  private static final double UNVALIDATED = 20;

  /** One line of the table; the share in percent. */
  private record Row(
      String dataset, double published, double gmacs, double predicted, double share) {
    static Row parse(String line) {
      List<String> cells = cells(line);
      return new Row(
          cells.get(2),
          number(cells.get(4)),
          number(cells.get(5)),
          number(cells.get(6)),
          number(cells.get(7)));
    }

    static String network(String line) {
      return cells(line).get(1);
    }

    private static List<String> cells(String line) {
      return List.of(line.split("\\|", -1)).stream().map(String::strip).toList();
    }

    private static double number(String cell) {
      return Double.parseDouble(cell.replace(" %", "").replace(",", ""));
    }
  }

  @Test
  void theTablesAreUpToDate() throws IOException {
    List<String> page = Files.readAllLines(PAGE);
    List<String> smallest = rows(SMALLEST);
    if (System.getProperty("espalier.docs", "").equals("update")) {
      List<String> updated = new ArrayList<>(page.subList(0, page.indexOf(FROM) + 1));
      updated.add("| network | data | input | published ms | GMACs | predicted ms | UNVALIDATED |");
      updated.add("|---|---|---|---:|---:|---:|---:|");
      List<String> rows = new ArrayList<>();
      for (Network network : PublishedRates.NETWORKS) {
        rows.addAll(rows(network));
      }
      updated.addAll(rows);
      updated.add("");
      updated.addAll(coefficients(rows));
      updated.addAll(page.subList(page.indexOf(TO), page.size()));
      Files.writeString(PAGE, String.join("\n", updated) + "\n");
      page = updated;
    }
    List<String> part = page.subList(page.indexOf(FROM) + 3, page.indexOf(TO));
    assertThat(part).containsAll(smallest);
    assertThat(part.stream().takeWhile(line -> !line.isEmpty()).map(Row::network).distinct())
        .containsExactlyElementsOf(
            PublishedRates.NETWORKS.stream().map(Network::zoo).distinct().toList());
    assertThat(part.subList(part.indexOf("") + 1, part.size()))
        .isEqualTo(coefficients(part.subList(0, part.indexOf(""))));
  }

  private static List<String> rows(Network network) throws IOException {
    List<Double> published = PublishedRates.milliseconds(network);
    Architecture architecture = Zoo.named(network.zoo()).orElseThrow();
    Graph graph =
        architecture.build(
            architecture
                .published()
                .withClasses(network.classes())
                .withSize(network.height(), network.width())
                .withAuxiliary(false));
    Estimate estimate = estimate(graph);
    double gmacs = MacCounter.count(graph).total().value() / 1e9;
    return published.stream().map(ms -> row(network, ms, gmacs, estimate)).toList();
  }

  private static Estimate estimate(Graph graph) {
    return Estimate.of(
        TfliteExporter.lower(Pipeline.standard(graph).graph(), TfliteOptions.DEFAULTS),
        new ProfilePredictor(PROFILE),
        PROFILE.sumFactor());
  }

  private static String row(Network network, double published, double gmacs, Estimate estimate) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %dx%d | %.1f | %.2f | %.1f | %.0f %% |",
        network.zoo(),
        network.dataset(),
        network.height(),
        network.width(),
        published,
        gmacs,
        estimate.milliseconds(),
        100 * estimate.unvalidatedShare());
  }

  private static List<String> coefficients(List<String> lines) {
    List<Row> rows = lines.stream().map(Row::parse).toList();
    List<String> table = new ArrayList<>();
    table.add("| rows | number | predicted ms | GMACs |");
    table.add("|---|---:|---:|---:|");
    table.add(coefficients("all", rows, row -> true));
    for (String dataset : rows.stream().map(Row::dataset).distinct().toList()) {
      table.add(coefficients(dataset, rows, row -> row.dataset().equals(dataset)));
    }
    table.add(coefficients("UNVALIDATED at most 20 %", rows, row -> row.share() <= UNVALIDATED));
    table.add(coefficients("UNVALIDATED above 20 %", rows, row -> row.share() > UNVALIDATED));
    return table;
  }

  private static String coefficients(String name, List<Row> rows, Predicate<Row> which) {
    List<Row> chosen = rows.stream().filter(which).toList();
    return String.format(
        Locale.ROOT,
        "| %s | %d | %s | %s |",
        name,
        chosen.size(),
        correlation(chosen, Row::predicted),
        correlation(chosen, Row::gmacs));
  }

  /** Two rows always agree or disagree completely. */
  private static String correlation(List<Row> rows, ToDoubleFunction<Row> figure) {
    List<Double> published = rows.stream().map(Row::published).toList();
    List<Double> figures = rows.stream().map(figure::applyAsDouble).toList();
    return rows.size() < 3
        ? "-"
        : String.format(Locale.ROOT, "%.2f", Ranks.correlation(published, figures));
  }

  /** By hand: ranks 1, 2.5, 2.5, 4 and 1, 3, 2, 4. */
  @Test
  void ranksMayBeShared() {
    assertThat(Ranks.correlation(List.of(1.0, 2.0, 2.0, 9.0), List.of(3.0, 5.0, 4.0, 6.0)))
        .isCloseTo(4.5 / Math.sqrt(4.5 * 5), within(1e-12));
    assertThat(Ranks.correlation(List.of(1.0, 2.0, 3.0), List.of(9.0, 8.0, 1.0)))
        .isCloseTo(-1, within(1e-12));
  }
}
