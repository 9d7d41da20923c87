package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
  private static final String CHOICE =
      """
      graph @choice(%x: f32[N,4,8,8]) {
        %a = conv(%x, f32[4,4,1,1]#rand(1))
        %s = add(%x, %a)
        %y = choice(%x, %s, f32[2]#[0.25, 0.75])
        return %y
      }
      """;

  @TempDir Path folder;

  @Test
  void tellsWhatIsInAMaskedModel() throws IOException {
    Path model = TinyModels.write(TinyModels.MASKED, folder.resolve("m.onnx"));
    Run run = Run.of("inspect", model);
    assertThat(run.exit()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("m.onnx: ONNX, opset 17", "input   x: f32[1,3,8,8]", "output  y: f32[1,4,8,8]")
        .containsPattern("parameters +256\n")
        .containsPattern("MACs +15,872 ")
        .containsPattern("operators +conv 2, channel_mask 1, relu 1\n")
        .contains("m: 3 of 8 channels masked")
        .containsPattern("c: 8 of 8 channels removable");
  }

  @Test
  void tellsTheSameInJson() throws IOException {
    Path model = TinyModels.write(CHOICE, folder.resolve("m.onnx"));
    JsonNode found = new ObjectMapper().readTree(Run.of("inspect", model, "--format=json").out());
    assertThat(found.get("format").asText()).isEqualTo("onnx");
    assertThat(found.at("/inputs/0/type").asText()).isEqualTo("f32[N,4,8,8]");
    assertThat(found.get("parameters").asInt()).isEqualTo(16);
    assertThat(found.get("macs").asInt()).isEqualTo(16 * 64);
    assertThat(found.at("/sizes/N").asInt()).isEqualTo(1);
    assertThat(found.at("/choices/0/branches").asInt()).isEqualTo(2);
    assertThat(found.at("/choices/0/logits/1").asDouble()).isEqualTo(0.75);
    assertThat(found.get("masks")).isEmpty();
  }

  @Test
  void tellsWhatIsInATfliteFile() throws IOException {
    Path model = TinyModels.write(TinyModels.MASKED, folder.resolve("m.onnx"));
    assertThat(Run.of("compile", model, "-o", folder.resolve("out"), "--no-verify").exit())
        .isZero();
    Path lite = folder.resolve("out/model.tflite");
    assertThat(Run.of("inspect", lite).out())
        .contains("model.tflite: TFLite ", " or later")
        .containsPattern("parameters +164\n")
        .containsPattern("MACs +9,920\n")
        .containsPattern("operators +CONV_2D 2\n")
        .contains("takes all of it, in one partition");
    JsonNode found = new ObjectMapper().readTree(Run.of("inspect", lite, "--format=json").out());
    assertThat(found.get("format").asText()).isEqualTo("tflite");
    assertThat(found.at("/inputs/0/type").asText()).isEqualTo("f32[1,8,8,3]");
    assertThat(found.at("/operators/0/count").asInt()).isEqualTo(2);
    assertThat(found.at("/gpu/partitions").asInt()).isEqualTo(1);
    assertThat(Run.of("dump", lite).out()).contains("CONV_2D", "f32[1,8,8,3]");
  }

  @Test
  void takesSizesForSymbols() throws IOException {
    Path model = TinyModels.write(CHOICE, folder.resolve("m.onnx"));
    Run run = Run.of("inspect", model, "--format=json", "--input-shape", "x=3x4x8x8");
    assertThat(new ObjectMapper().readTree(run.out()).get("macs").asInt()).isEqualTo(3 * 16 * 64);
  }

  @Test
  void dumpsTextThatNamesEveryValue() throws IOException {
    Path model = TinyModels.write(CHOICE, folder.resolve("m.onnx"));
    Run run = Run.of("dump", model);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("%a = conv(%x, ", "choice(%x, %s, f32[2]", "return %y");
  }
}
