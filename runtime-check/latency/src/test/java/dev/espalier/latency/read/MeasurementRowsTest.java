package dev.espalier.latency.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.latency.data.Measurement;
import dev.espalier.latency.data.MeasurementFile;
import dev.espalier.latency.read.OrtProfile.NodeTime;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MeasurementRowsTest {
  private static final MeasurementRows ROWS = new MeasurementRows("Some CPU", "fp32", "net");

  private static NodeTime node(String operator, List<Long> weights, long channels, double time) {
    return new NodeTime(
        "n",
        operator,
        List.of(List.of(1L, 8L, 20L, 30L), weights),
        List.of(List.of(1L, channels, 10L, 15L)),
        time);
  }

  @Test
  void convolutionsOfAProfileAreRowsOfMeasurements() throws IOException {
    String csv =
        ROWS.nodes(
            List.of(
                node("FusedConv", List.of(16L, 8L, 3L, 3L), 16, 0.5),
                node("Conv", List.of(8L, 1L, 5L, 5L), 8, 0.25),
                node("Softmax", List.of(2L), 8, 0.125)));
    List<Measurement> rows = MeasurementFile.read("rows", new StringReader(csv)).rows();
    assertThat(rows).extracting(Measurement::milliseconds).containsExactly(0.5, 0.25);
    assertThat(rows.get(0).convolution().outChannels()).isEqualTo(16);
    assertThat(rows.get(0).convolution().stride()).isEqualTo(2);
    assertThat(rows.get(1).convolution().depthwise()).isTrue();
    assertThat(rows.get(1).elementBytes()).isEqualTo(4);
    assertThat(csv).contains("Softmax");
  }

  @Test
  void theFormOfResultsIsRecognised(@TempDir Path folder) throws IOException {
    Path text = Files.writeString(folder.resolve("a.txt"), "count=2 first=9 avg=1500 std=1\n");
    assertThat(ReadResults.isOnnxRuntime(text)).isFalse();
    RunTimes times = ReadResults.read(text);
    assertThat(times.rows()).containsExactly(new RunTimes.Row(RunTimes.MODEL, "", 1.5));
    assertThat(ROWS.unsized(times.rows())).contains("model").contains("1.5");
  }
}
