package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportJsonTest {
  record Row(String name, double value, OptionalDouble share, List<Long> sizes) {}

  record Value(double value) {}

  @Test
  void writesFieldsInOrderAndLeavesOutWhatIsAbsent() {
    assertThat(ReportJson.text(new Row("a", 0.1, OptionalDouble.empty(), List.of(1L, 2L))))
        .isEqualTo(
            """
            {
              "name" : "a",
              "value" : 0.1,
              "sizes" : [ 1, 2 ]
            }
            """);
    assertThat(ReportJson.text(new Row("a", 0, OptionalDouble.of(0.5), List.of())))
        .contains("\"value\" : 0,", "\"share\" : 0.5", "\"sizes\" : [ ]");
  }

  @ParameterizedTest
  @CsvSource({
    "0.3333333333333333, 0.3333333",
    "2E-5, 0.00002",
    "1.23456789e-9, 1.234568E-9",
    "2.0E-3, 0.002",
    "100000000, 1E+8",
    "480, 480",
    "1200000, 1200000",
    "Infinity, \"Infinity\"",
    "NaN, \"NaN\""
  })
  void writesSevenDigits(double value, String text) {
    assertThat(ReportJson.text(new Value(value))).contains("\"value\" : " + text + "\n");
  }
}
