package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The options that say what a TFLite file must be, from the command line to the file. */
class CompileTfliteTest {
  private static final String CLASSES =
      """
      graph @classes(%x: f32[1,3,8,8]) {
        %s = conv(%x, f32[4,3,3,3]#rand(1), f32[4]#rand(2)) {pads=[1,1,1,1]}
        %y = arg_max(%s) {axis=1}
        return %y
      }
      """;

  @TempDir Path folder;

  private Path model;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(TinyModels.MASKED, folder.resolve("masked.onnx"));
    out = folder.resolve("out");
  }

  private JsonNode compile(Path input, String... options) throws IOException {
    List<Object> words = new ArrayList<>(List.of("compile", input, "-o", out));
    words.addAll(List.of(options));
    Run run = Run.of(words.toArray());
    assertThat(run.exit()).as(run.err()).isZero();
    return Reports.in(out);
  }

  private String ports() {
    return Run.of("inspect", out.resolve("model.tflite")).out();
  }

  @Test
  void writesOnlyTheFormatsAskedFor() throws IOException {
    JsonNode report = compile(model, "--emit", "tflite");
    assertThat(report.get("outputs"))
        .extracting(o -> o.get("format").asText())
        .containsExactly("tflite");
    assertThat(out.resolve("model.onnx")).doesNotExist();
    assertThat(out.resolve("model.tflite")).isNotEmptyFile();
    assertThat(report.at("/outputs/0/macs").asInt()).isEqualTo(64 * (5 * 27 + 20));
    assertThat(report.at("/outputs/0/minRuntime").asText()).matches("\\d+\\.\\d+\\.\\d+");
    assertThat(report.at("/layout/transposes").asInt()).isZero();
  }

  @Test
  void writesASavedModel() throws IOException {
    JsonNode report = compile(model, "--emit", "savedmodel");
    assertThat(out.resolve("saved_model.pb")).isNotEmptyFile();
    assertThat(out.resolve("SHA256SUMS")).content().endsWith("  saved_model.pb\n");
    assertThat(report.get("notes").toString()).contains("saved_model.pb was not compared");
    assertThat(report.has("gpu")).isFalse();
  }

  @Test
  void imagesHaveTheirChannelsWhereTheyAreWanted() throws IOException {
    compile(model);
    assertThat(ports()).contains("input   x: f32[1,8,8,3]", "output  y: f32[1,8,8,4]");
    JsonNode report = compile(model, "--io-layout", "nchw");
    assertThat(ports()).contains("input   x: f32[1,3,8,8]", "output  y: f32[1,4,8,8]");
    assertThat(report.at("/layout/transposes").asInt()).isEqualTo(2);
    assertThat(report.at("/layout/bytes").asInt()).isEqualTo(4 * 64 * (3 + 4));
    assertThat(report.at("/layout/reasons/0/reason").asText()).isEqualTo("io-contract");
  }

  @Test
  void classesAreLeftOutOrKept() throws IOException {
    Path classes = TinyModels.write(CLASSES, folder.resolve("classes.onnx"));
    JsonNode scores = compile(classes);
    assertThat(ports()).contains("output  y: f32[1,8,8,4]");
    assertThat(scores.at("/equivalence/1/runtime").asText()).isEqualTo("tflite");
    assertThat(scores.at("/equivalence/1/argmaxAgreement").asInt()).isEqualTo(1);
    assertThat(scores.at("/equivalence/1/maxAbs").asDouble()).isPositive().isLessThan(1e-4);
    compile(classes, "--output", "argmax", "--target", "any");
    assertThat(ports()).contains("output  y: i32[1,8,8,1]");
  }

  @Test
  void classesAreChosenFromScores() throws IOException {
    JsonNode report = compile(model, "--output", "argmax", "--target", "any");
    assertThat(ports()).contains("output  y: i32[1,8,8]");
    assertThat(report.at("/equivalence/1/argmaxAgreement").asInt()).isEqualTo(1);
    assertThat(report.at("/equivalence/1/countedShare").asDouble()).isGreaterThan(0.9);
  }

  @Test
  void classesAreAWarningAndRefusedWhenStrict() {
    Run run = Run.of("compile", model, "-o", out, "--output", "argmax");
    assertThat(run.exit()).isZero();
    assertThat(run.err()).contains("warning: gpu/unsupported-op", "ARG_MAX");
    Run strict = Run.of("compile", model, "-o", out, "--output", "argmax", "--strict");
    assertThat(strict.exit()).isEqualTo(Exit.TARGET);
    assertThat(strict.err()).contains("reason_code=op_not_on_target", "ARG_MAX", "(--strict)");
  }

  @Test
  void halfPrecisionIsStatedAndHeldOnlyWhenAsked() throws IOException {
    JsonNode report = compile(model, "--precision", "fp16");
    double off = report.at("/equivalence/1/maxRelative").asDouble();
    assertThat(off).isGreaterThan(1e-5).isLessThan(1e-2);
    compile(model, "--precision", "fp16", "--tolerance", "1e-2");
    Run run = Run.of("compile", model, "-o", out, "--precision", "fp16", "--tolerance", "1e-6");
    assertThat(run.exit()).isEqualTo(Exit.CHECK_FAILED);
    Run verified = Run.of("verify", model, out.resolve("model.tflite"));
    assertThat(verified.exit()).as(verified.out()).isZero();
  }

  @Test
  void aToleranceHoldsTheTfliteFile() throws IOException {
    compile(model, "--tolerance", "1e-4");
    Run run = Run.of("compile", model, "-o", out, "--tolerance", "0");
    assertThat(run.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(run.err())
        .contains("check failed: tflite: output y differs")
        .doesNotContain("xnnpack");
  }

  @Test
  void refusesRuntimesThatAreTooOld() {
    Run run = Run.of("compile", model, "-o", out, "--target-runtime", "1.0");
    assertThat(run.exit()).isEqualTo(Exit.TARGET);
    assertThat(run.err())
        .contains(
            "reason_code=op_version_above_runtime", "a newer --target-runtime", "--emit onnx");
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesSizesThatAreNotKnownAndSaysWhatToDo() throws IOException {
    compile(model);
    byte[] before = Files.readAllBytes(out.resolve("model.onnx"));
    Path symbolic =
        TinyModels.write(
            TinyModels.MASKED.replace("[1,3,8,8]", "[N,3,H,W]"), folder.resolve("s.onnx"));
    Run run = Run.of("compile", symbolic, "-o", out);
    assertThat(run.exit()).isEqualTo(Exit.TARGET);
    assertThat(run.err())
        .contains("reason_code=dynamic_dimension", "--input-shape x=1x3x128x192", "--emit onnx");
    assertThat(out.resolve("model.onnx")).hasBinaryContent(before);
    assertThat(Run.of("compile", symbolic, "-o", out, "--emit", "onnx").exit()).isZero();
  }
}
