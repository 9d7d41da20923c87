package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.onnx.SharedModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Real models compile, are equal, and models that are the same network end alike. */
class RealModelsTest {
  @TempDir static Path folder;

  private static final Map<String, JsonNode> COMPILED = new HashMap<>();

  static Stream<String> valid() {
    return SharedModels.valid();
  }

  /** The report of a model, compiled once for all tests. */
  private static JsonNode compiled(String name) throws IOException {
    if (!COMPILED.containsKey(name)) {
      Path out = folder.resolve(name);
      Run run = Run.of("compile", SharedModels.file(name), "-o", out, "--emit", "onnx");
      assertThat(run.exit()).as(run.err()).isZero();
      COMPILED.put(name, Reports.in(out));
    }
    return COMPILED.get(name);
  }

  @ParameterizedTest
  @MethodSource("valid")
  void compilesAndIsEqual(String name) throws IOException {
    JsonNode report = compiled(name);
    assertThat(report.at("/equivalence")).isNotEmpty().allMatch(row -> row.get("pass").asBoolean());
    assertThat(report.at("/input/opaque")).isEmpty();
    long before = report.at("/input/macs").asLong();
    assertThat(report.at("/outputs/0/macs").asLong()).isPositive().isLessThanOrEqualTo(before);
    assertThat(report.at("/outputs/0/nodes").asInt())
        .isPositive()
        .isLessThanOrEqualTo(report.at("/input/nodes").asInt());
  }

  @ParameterizedTest
  @CsvSource({
    "pan-mobilenetv3s, pan-mobilenetv3s-simplified",
    "portrait-deeplabv3-unfused-bn, portrait-deeplabv3-fused-bn",
    "espnet-camvid-unfused-bn, espnet-camvid"
  })
  void endsWithAsManyNodesAsItsTwin(String one, String other) throws IOException {
    double nodes = compiled(one).at("/outputs/0/nodes").asDouble();
    double others = compiled(other).at("/outputs/0/nodes").asDouble();
    assertThat(Math.abs(nodes - others)).isLessThanOrEqualTo(0.05 * Math.min(nodes, others));
  }

  @Test
  void removesTheMasksThatPyTorchExported() throws IOException {
    JsonNode report = compiled("mobilenetv2-dwbc");
    assertThat(report.at("/input/masks").asInt()).isEqualTo(44);
    JsonNode channels = report.at("/channels");
    int gone = 0;
    for (String fate : List.of("removed", "folded", "carried", "mapped")) {
      gone += channels.get(fate).asInt();
    }
    assertThat(gone).isGreaterThan(3_000);
    for (JsonNode entry : channels.get("ledger")) {
      assertThat(entry.get("kept").asInt() == 0 || !entry.get("reasons").isEmpty())
          .as(entry.toString())
          .isTrue();
    }
  }

  @Test
  void refusesOperatorsOfAForeignDomain() {
    Path out = folder.resolve("refused");
    Run run = Run.of("compile", SharedModels.file(SharedModels.REFUSED), "-o", out);
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.err())
        .contains("reason_code=foreign_operator_domain", "DecodeImage", "com.microsoft.extensions")
        .doesNotContain("\tat ");
    assertThat(out).doesNotExist();
  }
}
