package dev.espalier.tflite.gpu;

import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteOp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/** What one version of the delegate takes, from {@value #RESOURCE}. */
final class OperatorTable {
  private static final String RESOURCE = "delegate-operators.txt";

  private static final String EVERY = "*";

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  /**
   * @param op the operator's name, {@code CUSTOM:name} for custom ones
   * @param taken whether there is a form that is taken
   * @param ceiling the newest version taken; empty when that is not checked
   * @param needs names of checks that must find nothing
   * @param watch names of checks for operators that are taken
   * @param text what the delegate's source says, or what to use instead
   */
  record Row(
      String op,
      boolean taken,
      OptionalInt ceiling,
      List<String> needs,
      List<String> watch,
      String text) {}

  private final String commit;
  private final Row every;
  private final Map<String, Row> rows;

  private OperatorTable(String commit, Row every, Map<String, Row> rows) {
    this.commit = commit;
    this.every = every;
    this.rows = rows;
  }

  /** The table that comes with this program. */
  static OperatorTable bundled() {
    try (InputStream in = OperatorTable.class.getResourceAsStream(RESOURCE)) {
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static OperatorTable parse(String text) {
    Map<String, Row> rows = new LinkedHashMap<>();
    List<List<String>> lines =
        text.lines().filter(line -> !line.startsWith("#")).map(OperatorTable::cells).toList();
    lines.stream().skip(1).map(OperatorTable::row).forEach(row -> rows.put(row.op(), row));
    Row every = rows.remove(EVERY);
    return new OperatorTable(lines.get(0).get(1), every, rows);
  }

  private static List<String> cells(String line) {
    return Arrays.stream(line.split("\\|", 5)).map(String::strip).toList();
  }

  private static Row row(List<String> cells) {
    String ceiling = cells.get(1);
    return new Row(
        cells.get(0),
        !ceiling.equals("none"),
        NUMBER.matcher(ceiling).matches()
            ? OptionalInt.of(Integer.parseInt(ceiling))
            : OptionalInt.empty(),
        names(cells.get(2)),
        names(cells.get(3)),
        cells.get(4));
  }

  private static List<String> names(String cell) {
    return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
  }

  /** The commit of the delegate's source from which the table was made. */
  String commit() {
    return commit;
  }

  /** What holds for every operator. */
  Row every() {
    return every;
  }

  List<Row> rows() {
    return List.copyOf(rows.values());
  }

  Optional<Row> row(LiteOp op) {
    String name = op.kind() == Builtin.CUSTOM ? "CUSTOM:" + op.custom() : op.kind().name();
    return Optional.ofNullable(rows.get(name));
  }
}
