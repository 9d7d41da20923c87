package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.onnx.SharedModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real models are pruned to 70 % of their channels, and compile to a network that is equal. */
class PruneRealModelsTest {
  @TempDir Path folder;

  static Stream<String> withConvolutions() {
    return SharedModels.valid();
  }

  @ParameterizedTest
  @MethodSource("withConvolutions")
  void losesParametersAndMacs(String name) throws IOException {
    Path masked = folder.resolve("masked.onnx");
    Run pruned =
        Run.of("prune", SharedModels.file(name), "-o", masked, "--method", "l1", "--keep", "0.7");
    assertThat(pruned.exit()).as(pruned.err()).isZero();
    Run compiled = Run.of("compile", masked, "-o", folder.resolve("out"), "--emit", "onnx");
    assertThat(compiled.exit()).as(compiled.err()).isZero();
    JsonNode report = Reports.in(folder.resolve("out"));
    assertThat(report.at("/input/masks").asInt()).isPositive();
    assertThat(report.at("/equivalence")).isNotEmpty().allMatch(row -> row.get("pass").asBoolean());
    assertThat(share(report, "parameters")).isLessThan(0.95);
    assertThat(share(report, "macs")).isLessThan(0.9);
  }

  private static double share(JsonNode report, String figure) {
    return report.at("/outputs/0/" + figure).asDouble() / report.at("/input/" + figure).asDouble();
  }
}
