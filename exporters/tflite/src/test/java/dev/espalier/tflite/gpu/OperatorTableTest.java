package dev.espalier.tflite.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.tflite.Lint;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.model.Builtin;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each line of the table of operators, by a use that is taken and one that is too new. */
class OperatorTableTest {
  private static final OperatorTable TABLE = OperatorTable.bundled();

  /** A line of the table, by which the test is named. */
  record Line(OperatorTable.Row row) {
    GpuVerdict verdict(int version) {
      Net net = new Net();
      int result = Samples.all().get(row.op()).applyAsInt(net);
      net.version(version);
      return GpuRules.check(net.out(Samples.reader(net, row.op(), result)));
    }

    @Override
    public String toString() {
      String ceiling = row.ceiling().isPresent() ? "" + row.ceiling().getAsInt() : "-";
      return row.op() + " | " + ceiling + " | " + row.text();
    }
  }

  static Stream<Line> taken() {
    return TABLE.rows().stream()
        .filter(OperatorTable.Row::taken)
        .filter(row -> !row.needs().contains("quantised-option"))
        .map(Line::new);
  }

  static Stream<Line> withCeiling() {
    return taken().filter(line -> line.row().ceiling().isPresent());
  }

  static Stream<OperatorTable.Row> neverTaken() {
    return TABLE.rows().stream().filter(row -> !row.taken());
  }

  @ParameterizedTest
  @MethodSource("taken")
  void isTakenUpToItsCeiling(Line line) {
    GpuVerdict verdict = line.verdict(line.row().ceiling().orElse(99));
    assertThat(verdict.errors()).isEmpty();
    assertThat(verdict.report().supported()).isTrue();
    assertThat(verdict.report().partitions()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("withCeiling")
  void isNotTakenAboveItsCeiling(Line line) {
    int version = line.row().ceiling().getAsInt() + 1;
    GpuVerdict verdict = line.verdict(version);
    assertThat(verdict.errors()).extracting(Lint::rule).containsExactly("gpu/version-ceiling");
    assertThat(verdict.report().ceilingViolations()).hasSize(1);
    assertThat(verdict.report().ceilingViolations().get(0))
        .startsWith(name(line.row()) + " v" + version + ": ");
  }

  private static String name(OperatorTable.Row row) {
    return row.op().replace(':', ' ');
  }

  @ParameterizedTest
  @MethodSource("neverTaken")
  void isNeverTaken(OperatorTable.Row row) {
    Net net = new Net();
    int x = net.input(1, 8, 8, 4);
    int result = net.same(Builtin.valueOf(row.op()), x, net.ints(1, 8, 8, 4));
    GpuVerdict verdict = GpuRules.check(net.out(net.same(Builtin.RELU, result)));
    assertThat(verdict.errors()).hasSize(1);
    assertThat(verdict.errors().get(0).message()).startsWith(row.op()).contains(row.text());
    assertThat(verdict.report().supported()).isFalse();
  }

  @Test
  void everyOperatorThatIsTakenHasASample() {
    Set<String> taken =
        taken().map(line -> line.row().op()).collect(Collectors.toCollection(TreeSet::new));
    assertThat(Samples.all().keySet()).isEqualTo(taken);
  }

  @Test
  void everyLineNamesAnOperator() {
    List<String> names =
        TABLE.rows().stream()
            .map(OperatorTable.Row::op)
            .filter(op -> !op.startsWith("CUSTOM:"))
            .toList();
    assertThat(names).allSatisfy(Builtin::valueOf).doesNotHaveDuplicates();
  }

  @Test
  void theTableAndTheCodeHaveTheSameChecks() {
    Set<String> used = new TreeSet<>(TABLE.every().needs());
    TABLE.rows().forEach(row -> used.addAll(row.needs()));
    TABLE.rows().forEach(row -> used.addAll(row.watch()));
    assertThat(used).isEqualTo(Checks.names());
  }

  @Test
  void everyOtherOperatorIsNotTaken() {
    Map<String, OperatorTable.Row> rows = new TreeMap<>();
    TABLE.rows().forEach(row -> rows.put(row.op(), row));
    for (Builtin kind : Builtin.values()) {
      if (!rows.containsKey(kind.name()) && kind != Builtin.CUSTOM) {
        Net net = new Net();
        GpuVerdict verdict = GpuRules.check(net.out(net.same(kind, net.input(1, 8, 8, 4))));
        assertThat(verdict.lints()).extracting(Lint::level).containsExactly(Level.ERROR);
      }
    }
  }

  @Test
  void aNewerDelegateIsAnotherTable() {
    String text =
        """
        # comment
        commit | 0123456
        * | - | static rank | |
        RELU | 7 | inputs-1 float | | line of a source
        """;
    OperatorTable table = OperatorTable.parse(text);
    assertThat(table.commit()).isEqualTo("0123456");
    Net net = new Net();
    int x = net.same(Builtin.RELU, net.input(1, 8, 8, 4));
    net.version(7);
    int y = net.same(Builtin.ABS, x);
    GpuVerdict verdict = new Run(table, net.out(y)).verdict();
    assertThat(verdict.errors()).extracting(Lint::rule).containsExactly("gpu/unsupported-op");
    assertThat(verdict.errors().get(0).message()).startsWith("ABS is not taken");
  }

  /** The data file beside the project, from which the table was made. */
  @Test
  void hasTheCeilingsOfTheSource() throws Exception {
    Map<String, String> source = SourceTable.ceilings();
    Map<String, String> ours = new TreeMap<>();
    TABLE.rows().stream()
        .filter(OperatorTable.Row::taken)
        .forEach(
            row ->
                ours.put(row.op(), row.ceiling().isPresent() ? "" + row.ceiling().getAsInt() : ""));
    assertThat(ours).isEqualTo(source);
  }
}
