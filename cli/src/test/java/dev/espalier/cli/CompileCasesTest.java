package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Scores at the threshold, sizes that are fixed, and constants that grow, as users meet them. */
class CompileCasesTest {
  @TempDir Path folder;

  private Path out;

  @BeforeEach
  void findOutput() {
    out = folder.resolve("out");
  }

  /** A15: a score masks up to one half; ONNX Runtime agrees. */
  @ParameterizedTest
  @CsvSource({"0.5, 3", "0.50000006, 2", "0.49999997, 3", "-1, 3", "0.75, 2"})
  void aScorePassesAboveOneHalf(String score, int removed) throws IOException {
    String text = TinyModels.MASKED.replace("0.5, 1]", score + ", 1]");
    Path scored = TinyModels.write(text, folder.resolve("scored.onnx"));
    Run run = Run.of("compile", scored, "-o", out, "--emit", "onnx");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(Reports.in(out).at("/channels/removed").asInt()).isEqualTo(removed);
  }

  /** A16: a constant that a padded depthwise convolution reads is a map, if sizes are known. */
  @Test
  void sizesThatAreFixedAllowMaps() throws IOException {
    Path symbolic =
        TinyModels.write(
            """
            graph @g(%x: f32[1,3,H,W]) {
              %a = conv(%x, f32[24,3,3,3]#rand(1)) {pads=[1,1,1,1]}
              %m = channel_mask(%a, f32[24]#cycle[1, 0, 0])
              %b = add(%m, f32[24,1,1]#fill(0.5))
              %d = conv(%b, f32[24,1,3,3]#rand(3)) {groups=24, pads=[1,1,1,1]}
              %r = relu(%d)
              %y = conv(%r, f32[2,24,1,1]#rand(7))
              return %y
            }
            """,
            folder.resolve("s.onnx"));
    assertThat(Run.of("compile", symbolic, "-o", out, "--emit", "onnx").exit()).isZero();
    JsonNode kept = Reports.in(out).get("channels");
    assertThat(kept.get("kept").asInt()).isEqualTo(16);
    assertThat(kept.at("/ledger/0/reasons").findValuesAsText("reason")).contains("symbolic size");
    Run fixed = Run.of("compile", symbolic, "-o", out, "--input-shape", "x=1x3x12x12");
    assertThat(fixed.exit()).as(fixed.err()).isZero();
    assertThat(Reports.in(out).at("/channels/mapped").asInt()).isPositive();
    assertThat(Reports.in(out).at("/channels/kept").asInt()).isZero();
  }

  @Test
  void namesWhatIsTooLargeToBeComputed() throws IOException {
    Path large =
        TinyModels.write(
            """
            graph @g(%x: f32[1,2000]) {
              %k = add(f32[2000,1]#rand(1), f32[1,2000]#rand(2))
              %y = mat_mul(%x, %k)
              return %y
            }
            """,
            folder.resolve("large.onnx"));
    assertThat(Run.of("compile", large, "-o", out, "--emit", "onnx").exit()).isZero();
    assertThat(Reports.in(out).get("notes").toString())
        .contains("%k is not computed at compile time: it makes 16000000 bytes of 16000");
    assertThat(Files.size(out.resolve("model.onnx"))).isLessThan(30_000);
  }
}
