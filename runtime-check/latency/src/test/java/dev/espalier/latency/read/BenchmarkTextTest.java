package dev.espalier.latency.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.latency.read.RunTimes.Row;
import org.junit.jupiter.api.Test;

final class BenchmarkTextTest {
  private static final String SUMMARY =
      "Inference timings in us: Init: 34939, First inference: 130492, Warmup (avg): 116523,"
          + " Inference (avg): 112533\n";

  private static final String OLD =
      """
      Profiling Info for Benchmark Initialization:
      ============================== Run Order ==============================
      node type, start, first, avg_ms, %, cdf%, mem KB, times called, name
      AllocateTensors, 0.0, 3.1, 3.1, 100%, 100%, 0, 1, AllocateTensors/0

      Operator-wise Profiling Info for Regular Benchmark Runs:
      ============================== Run Order ==============================
      node type, start, first, avg_ms, %, cdf%, mem KB, times called, name
      CONV_2D, 0.0, 1.5, 1.25, 71%, 71%, 0, 1, [a, b]:0
      SOFTMAX, 1.3, 0.5, 0.5, 29%, 100%, 0, 1, [c]:1

      ============================== Summary by node type ==============================
      node type, count, avg_ms, avg %, cdf %, mem KB, times called
      CONV_2D, 1, 1.25, 71%, 71%, 0, 1

      Number of nodes executed: 2
      Timings (microseconds): count=50 first=1800 curr=1750 min=1700 max=1900 avg=1750 std=12
      Memory (bytes): count=0
      2 nodes observed
      """;

  private static final String NEW =
      """
      Operator-wise Profiling Info for Regular Benchmark Runs:
      ===== Run Order =====
      node type, first, avg_ms, %, cdf%, mem KB, times called, name
      TfLiteGpuDelegateV2, 1.5, 1.25, 71%, 71%, 0, 1, [a\tb]:7

      Delegate internal:
      ===== Run Order =====
      node type, first, avg_ms, %, cdf%, mem KB, times called, name
      conv, 1.0, 0.75, 71%, 71%, 0, 1, x:0
      """;

  @Test
  void aSummaryIsAWholeRun() {
    assertThat(BenchmarkText.read("f", "STARTED\n" + SUMMARY).rows())
        .containsExactly(new Row(RunTimes.MODEL, "", 112.533));
  }

  @Test
  void statisticsAreAWholeRun() {
    String text = "count=50 first=112256 curr=111087 min=110425 max=114213 avg=112533 std=778";
    assertThat(BenchmarkText.read("f", text).rows())
        .containsExactly(new Row(RunTimes.MODEL, "", 112.533));
  }

  @Test
  void operatorsComeFromRegularRunsAndNamesKeepTheirCommas() {
    assertThat(BenchmarkText.read("f", OLD).rows())
        .containsExactly(new Row("CONV_2D", "[a, b]:0", 1.25), new Row("SOFTMAX", "[c]:1", 0.5));
  }

  @Test
  void operatorsOfADelegateAreReadByColumnNames() {
    assertThat(BenchmarkText.read("f", NEW).rows())
        .containsExactly(
            new Row("TfLiteGpuDelegateV2", "[a,b]:7", 1.25), new Row("conv", "x:0", 0.75));
  }

  @Test
  void linesMayEndAsOnWindows() {
    assertThat(BenchmarkText.read("f", OLD.replace("\n", "\r\n")))
        .isEqualTo(BenchmarkText.read("f", OLD));
  }

  @Test
  void anInterruptedRowIsLeftOutWithAWarning() {
    RunTimes times = BenchmarkText.read("f", OLD.substring(0, OLD.indexOf("29%")));
    assertThat(times.rows()).containsExactly(new Row("CONV_2D", "[a, b]:0", 1.25));
    assertThat(times.warnings()).hasSize(1).first().asString().contains("SOFTMAX", "cut off");
  }

  @Test
  void whatIsNotKnownIsLeftOutWithAWarning() {
    RunTimes times = BenchmarkText.read("f", SUMMARY + "Energy:\n=== Joules ===\nx, y\n1, 2\n");
    assertThat(times.rows()).hasSize(1);
    assertThat(times.warnings()).hasSize(2);
  }

  @Test
  void aTextWithoutTimesIsRefused() {
    assertThatThrownBy(() -> BenchmarkText.read("f.txt", "Segmentation fault\n"))
        .isInstanceOf(LatencyDataException.class)
        .hasMessageContaining("f.txt")
        .hasMessageContaining("Run Order");
  }
}
