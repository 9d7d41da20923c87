package dev.espalier.latency.read;

import java.util.List;

/**
 * What one file says about times.
 *
 * @param rows operators, or the whole model as one
 * @param warnings about what was not understood and left out
 */
public record RunTimes(List<Row> rows, List<String> warnings) {
  /**
   * One operator.
   *
   * @param operator the runtime's word for it; {@link #MODEL} for a whole run
   * @param name of its result, or empty
   * @param milliseconds on average
   */
  public record Row(String operator, String name, double milliseconds) {}

  /** The operator of rows about whole runs. */
  public static final String MODEL = "model";

  public RunTimes {
    rows = List.copyOf(rows);
    warnings = List.copyOf(warnings);
  }
}
