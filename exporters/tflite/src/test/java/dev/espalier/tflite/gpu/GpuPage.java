package dev.espalier.tflite.gpu;

import dev.espalier.tflite.gpu.OperatorTable.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page docs/gpu.md, from the rules and the table of operators. */
final class GpuPage {
  private static final String HEAD =
      """
      # Graphs for the GPU of a phone

      The GPU delegate of TFLite takes some operators, leaves others to the CPU, and computes a few
      forms differently. `--target gpu-safe` (the default) writes a `.tflite` file only when the
      delegate takes all of it as one part and no rule below is broken at level error; otherwise
      the exit code is 4. With `--target any` everything found is a note. A final ARG_MAX, asked for
      by `--output argmax`, is a warning: it runs on the CPU behind everything else.

      The delegate is described by one table, made from the source of google-ai-edge/LiteRT at
      commit `%s` (Apache-2.0), read and summarised. Nothing here was measured on a phone, and
      phones have older delegates: check results on the device.

      This page is generated: `mvn -pl exporters/tflite -am test -Dtest=GpuPageTest
      -Dsurefire.failIfNoSpecifiedTests=false -Despalier.docs=update`.

      ## Rules

      | rule | level | why | what to do |
      |---|---|---|---|
      """;

  private static final String LEVELS =
      """

      `gpu/broadcast-pattern` is a warning where operands only need to be swapped. `gpu/maxpool-floor`
      is an error where values are known to be below -10000, a warning where they may be, a note
      where nothing is known. `gpu/fp16-overflow` is about constants, scores of an attention that
      are scaled too late, and squares that are summed; the last is a note where the values were
      scaled down before.

      ## Operators

      Above the version the operator stays on the CPU; "-" means that no version is checked.

      | operators | version | the delegate's source |
      |---|---|---|
      """;

  private static final String REFUSED =
      """

      ## Not taken

      All operators that are not listed above, among them:

      | operators | instead |
      |---|---|
      """;

  private GpuPage() {}

  static String text() {
    OperatorTable table = OperatorTable.bundled();
    List<String> lines = new ArrayList<>(HEAD.formatted(table.commit()).lines().toList());
    Stream.of(Rule.values()).map(GpuPage::rule).forEach(lines::add);
    lines.addAll(LEVELS.lines().toList());
    lines.addAll(grouped(table.rows().stream().filter(GpuPage::isTaken), GpuPage::taken));
    lines.addAll(REFUSED.lines().toList());
    lines.addAll(grouped(table.rows().stream().filter(row -> !isTaken(row)), Row::text));
    return String.join("\n", lines) + "\n";
  }

  private static boolean isTaken(Row row) {
    return row.taken() && !row.needs().contains("quantised-option");
  }

  private static String rule(Rule rule) {
    return row("`" + rule.id() + "`", rule.level().text(), rule.meaning(), rule.remedy());
  }

  /** One line for all operators of which the same is to be said. */
  private static List<String> grouped(Stream<Row> rows, Function<Row, String> said) {
    Map<String, List<Row>> groups =
        rows.collect(Collectors.groupingBy(said, LinkedHashMap::new, Collectors.toList()));
    return groups.entrySet().stream()
        .map(group -> row(names(group.getValue()), group.getKey()))
        .toList();
  }

  private static String names(List<Row> rows) {
    return rows.stream().map(Row::op).collect(Collectors.joining(", "));
  }

  private static String taken(Row row) {
    String version = row.ceiling().isPresent() ? "" + row.ceiling().getAsInt() : "-";
    return version + " | " + row.text();
  }

  private static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }
}
