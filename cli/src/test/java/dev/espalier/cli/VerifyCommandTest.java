package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerifyCommandTest {
  @TempDir Path folder;

  private Path model;
  private Path other;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(TinyModels.MASKED, folder.resolve("a.onnx"));
    other = TinyModels.write(TinyModels.MASKED.replace("0.5, 1", "1, 1"), folder.resolve("b.onnx"));
  }

  @Test
  void passesEqualModels() {
    Run run = Run.of("verify", model, model);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out()).contains("equal").contains("y: off by 0");
  }

  @Test
  void namesTheFirstTensorThatDiffers() throws IOException {
    Run run = Run.of("verify", model, other);
    assertThat(run.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(run.out()).contains("DIFFERENT y: ", "first difference: m on input");
    JsonNode json =
        new ObjectMapper().readTree(Run.of("verify", model, other, "--format", "json").out());
    assertThat(json.get("pass").asBoolean()).isFalse();
    assertThat(json.at("/firstDifference/value").asText()).isEqualTo("m");
  }

  @Test
  void takesAWiderTolerance() {
    assertThat(Run.of("verify", model, other, "--tolerance", "1").exit()).isZero();
    assertThat(Run.of("verify", model, other, "--tolerance", "-1").exit()).isEqualTo(Exit.USAGE);
    assertThat(Run.of("verify", model, other, "--tolerance", "x").exit()).isEqualTo(Exit.USAGE);
  }

  @Test
  void refusesWhatIsNoModel() throws IOException {
    Path broken = Files.writeString(folder.resolve("c.onnx"), "no model");
    for (Run run :
        new Run[] {
          Run.of("verify", broken, model),
          Run.of("verify", model, broken),
          Run.of("verify", model, folder.resolve("none.onnx"))
        }) {
      assertThat(run.exit()).isEqualTo(Exit.INPUT);
      assertThat(run.err())
          .contains("reason_code=malformed_model", ".onnx")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void comparesAnyPairOfFormats() throws IOException {
    Path out = folder.resolve("out");
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    Path lite = out.resolve("model.tflite");
    Run run = Run.of("verify", model, lite);
    assertThat(run.exit()).as(run.out()).isZero();
    assertThat(run.out()).contains("input x in B has the axes [0, 2, 3, 1] of A's", "equal     y");
    Run other = Run.of("verify", lite, model, "--format", "json");
    assertThat(other.exit()).as(other.out()).isZero();
    JsonNode json = new ObjectMapper().readTree(other.out());
    assertThat(json.at("/outputs/0/runtime").asText()).isEqualTo("onnxruntime");
    assertThat(json.get("notes").toString()).contains("[0, 3, 1, 2] of A's");
    assertThat(Run.of("verify", lite, lite).exit()).isZero();
    Run different = Run.of("verify", this.other, lite);
    assertThat(different.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(different.out()).contains("DIFFERENT y: ");
  }

  @Test
  void refusesWhatIsNoTfliteFile() throws IOException {
    Path broken = Files.writeString(folder.resolve("c.tflite"), "no model");
    for (String command : new String[] {"inspect", "dump"}) {
      Run run = Run.of(command, broken);
      assertThat(run.exit()).isEqualTo(Exit.INPUT);
      assertThat(run.err()).contains("c.tflite", "reason_code=malformed_model");
    }
    Run run = Run.of("verify", model, broken);
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains("c.tflite", "reason_code=malformed_model");
  }

  @Test
  void refusesSamplesThatAreNoFolder() {
    Run run = Run.of("verify", model, model, "--samples", folder.resolve("none"));
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("none is not a folder");
  }
}
