package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompileCommandTest {
  private static final String[] FILES = {
    "SHA256SUMS",
    "bom.cdx.json",
    "checks.junit.xml",
    "lints.sarif",
    "model-card.md",
    "model.onnx",
    "model.tflite",
    "provenance.intoto.json",
    "report.html",
    "report.json"
  };

  @TempDir Path folder;

  private Path model;
  private Path out;

  @BeforeEach
  void write() throws IOException {
    model = TinyModels.write(TinyModels.MASKED, folder.resolve("masked.onnx"));
    out = folder.resolve("out");
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(out)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesTheModelTheReportAndTheChecksums() throws Exception {
    Run run = Run.of("compile", model, "-o", out);
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("masked.onnx -> model.onnx, opset 17", "3 dead: 3 removed", "equal ")
        .contains("model.onnx, model.tflite, report.json, report.html, SHA256SUMS in " + out);
    assertThat(names()).containsExactly(FILES);
    assertThat(out.resolve("SHA256SUMS"))
        .hasContent(
            digest("model.onnx") + "  model.onnx\n" + digest("model.tflite") + "  model.tflite\n");
    JsonNode outputs = Reports.in(out).get("outputs");
    assertThat(outputs).hasSize(2);
    for (JsonNode output : outputs) {
      String file = output.get("file").asText();
      assertThat(output.get("sha256").asText()).isEqualTo(digest(file));
      assertThat(output.get("bytes").asLong()).isEqualTo(Files.size(out.resolve(file)));
    }
  }

  private String digest(String file) throws Exception {
    byte[] bytes = Files.readAllBytes(out.resolve(file));
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  @Test
  void reportsTheFieldsOfTheContractInOrder() throws IOException {
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    JsonNode report = Reports.in(out);
    assertThat(fields(report))
        .containsExactly(
            "schemaVersion",
            "tool",
            "input",
            "outputs",
            "passes",
            "channels",
            "choices",
            "layout",
            "gpu",
            "equivalence",
            "lints",
            "checks",
            "notes",
            "timings");
    assertThat(report.get("schemaVersion").asInt()).isEqualTo(1);
    assertThat(report.at("/tool/name").asText()).isEqualTo("espalier");
    assertThat(fields(report.get("input")))
        .contains("file", "sha256", "nodes", "parameters", "macs", "masks", "choices");
    assertThat(fields(report.at("/outputs/0")))
        .contains("format", "file", "sha256", "bytes", "nodes", "parameters", "macs", "opset");
    assertThat(fields(report.at("/outputs/1")))
        .contains("minRuntime", "operators")
        .doesNotContain("opset");
    assertThat(fields(report.get("layout"))).containsExactly("transposes", "bytes", "reasons");
    assertThat(fields(report.get("gpu")))
        .containsExactly(
            "supported", "ceilingViolations", "traps", "partitions", "alignedChannelsShare");
    assertThat(fields(report.get("timings"))).contains("run.onnxruntime", "run.tflite-xnnpack");
    assertThat(report.get("equivalence"))
        .extracting(row -> row.get("runtime").asText())
        .containsExactly("onnxruntime", "tflite", "tflite-xnnpack");
    assertThat(fields(report.at("/equivalence/0")))
        .contains(
            "format",
            "runtime",
            "output",
            "reference",
            "inputs",
            "maxAbs",
            "range",
            "noise",
            "maxRelative")
        .contains("argmaxAgreement", "pass");
    assertThat(fields(report.at("/channels/ledger/0")))
        .containsExactly(
            "value",
            "axis",
            "total",
            "removed",
            "folded",
            "carried",
            "mapped",
            "kept",
            "mapBytes",
            "reasons");
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void countsWhatIsGone() throws IOException {
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    JsonNode report = Reports.in(out);
    assertThat(report.at("/input/masks").asInt()).isEqualTo(1);
    assertThat(report.at("/input/parameters").asInt()).isEqualTo(8 * 27 + 8 + 32);
    assertThat(report.at("/input/macs").asInt()).isEqualTo(64 * (8 * 27 + 32));
    assertThat(report.at("/outputs/0/parameters").asInt()).isEqualTo(5 * 27 + 5 + 20);
    assertThat(report.at("/outputs/0/macs").asInt()).isEqualTo(64 * (5 * 27 + 20));
    assertThat(report.at("/channels/removed").asInt()).isEqualTo(3);
  }

  @Test
  void replacesOutputsOfAnEarlierRunAndNothingElse() throws IOException {
    Path plain = TinyModels.write(TinyModels.MASKED.replace("0.5", "1"), folder.resolve("b.onnx"));
    assertThat(Run.of("compile", plain, "-o", out).exit()).isZero();
    Files.writeString(out.resolve("notes.txt"), "mine");
    byte[] before = Files.readAllBytes(out.resolve("model.onnx"));
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    assertThat(Files.readAllBytes(out.resolve("model.onnx"))).isNotEqualTo(before);
    assertThat(Reports.in(out).at("/input/file").asText()).isEqualTo("masked.onnx");
    assertThat(names()).contains(FILES).contains("notes.txt").hasSize(FILES.length + 1);
  }

  @Test
  void completesAKilledRunBeforeAnythingElse() throws IOException {
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    Path pending = Files.createDirectory(out.resolve(".espalier-complete"));
    Files.writeString(pending.resolve("SHA256SUMS"), "the next sums");
    Run run = Run.of("compile", folder.resolve("missing.onnx"), "-o", out);
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(out.resolve("SHA256SUMS")).hasContent("the next sums");
    assertThat(names()).containsExactly(FILES);
  }

  @Test
  void keepsEarlierOutputsWhenACheckFails() throws IOException {
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    byte[] before = Files.readAllBytes(out.resolve("model.onnx"));
    Path other = TinyModels.write(TinyModels.MASKED.replace("0.5", "1"), folder.resolve("b.onnx"));
    Run run = Run.of("compile", other, "-o", out, "--max-bytes", "10");
    assertThat(run.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(run.err()).contains("check failed", "over --max-bytes 10", "no model was replaced");
    assertThat(out.resolve("model.onnx")).hasBinaryContent(before);
    assertThat(out.resolve(".espalier-rejected/report.json")).exists();
    assertThat(Run.of("compile", model, "-o", out).exit()).isZero();
    assertThat(names()).containsExactly(FILES);
  }

  @Test
  void tellsTheCommandThatReducesADifference() throws IOException {
    Path deep =
        TinyModels.write(TinyModels.MASKED.replace("relu", "tanh"), folder.resolve("d e.onnx"));
    Run run = Run.of("compile", deep, "-o", out, "--tolerance", "0");
    assertThat(run.exit()).as(run.err()).isEqualTo(Exit.CHECK_FAILED);
    String told =
        run.err()
            .lines()
            .filter(line -> line.contains("to see where they part: "))
            .map(line -> line.substring(line.indexOf("espalier verify ")))
            .findFirst()
            .orElseThrow();
    Path rejected = out.resolve(".espalier-rejected/model.tflite");
    assertThat(told)
        .isEqualTo(
            "espalier verify '%s' %s --tolerance 0 --reduce -o %s"
                .formatted(deep, rejected, out.resolve("difference")));
    Run reduce =
        Run.of(
            "verify",
            deep,
            rejected,
            "--tolerance",
            "0",
            "--reduce",
            "-o",
            out.resolve("difference"));
    assertThat(reduce.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(reduce.out()).contains("reduced to ");
    assertThat(Run.of("compile", model, "-o", out, "--max-bytes", "10").err())
        .contains("check failed")
        .doesNotContain("--reduce");
  }

  @Test
  void leavesNothingInADryRun() {
    Run run = Run.of("compile", model, "--dry-run");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("3 dead: 3 removed").doesNotContain("files");
    assertThat(Run.of("compile", model, "--dry-run", "-o", out).exit()).isZero();
    assertThat(out).doesNotExist();
  }

  @Test
  void refusesAnOutputThatIsAFile() throws IOException {
    Files.writeString(out, "mine");
    for (Path path : List.of(out, out.resolve("below"))) {
      Run run = Run.of("compile", model, "-o", path);
      assertThat(run.exit()).isEqualTo(Exit.USAGE);
      assertThat(run.err()).contains(out + ": it is a file").doesNotContain("\tat ");
    }
    assertThat(out).hasContent("mine");
  }

  @Test
  void refusesAnOutputThatCannotBeWritten() {
    Run run = Run.of("compile", model, "-o", "/proc/espalier/out");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("cannot write", "/proc/espalier").doesNotContain("\tat ");
  }

  @Test
  void neverOverwritesItsInput() throws IOException {
    Path input = Files.copy(model, Files.createDirectory(out).resolve("model.onnx"));
    byte[] before = Files.readAllBytes(input);
    Run run = Run.of("compile", input, "-o", out);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("it is the input model");
    assertThat(input).hasBinaryContent(before);
    assertThat(names()).containsExactly("model.onnx");
  }

  @Test
  void explainsChannelsAndRules() {
    Run run = Run.of("compile", model, "-o", out, "--explain", "--no-verify");
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("%m axis 1: of 8 channels 3 removed");
    assertThat(run.err()).contains("not compared");
  }

  @Test
  void writesTheOpsetItIsAskedFor() throws IOException {
    assertThat(Run.of("compile", model, "-o", out, "--opset", "13").exit()).isZero();
    assertThat(Reports.in(out).at("/outputs/0/opset").asInt()).isEqualTo(13);
    Run run = Run.of("compile", model, "-o", folder.resolve("none"), "--opset", "99");
    assertThat(run.exit()).isEqualTo(Exit.TARGET);
    assertThat(run.err()).contains("reason_code=opset_not_supported");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void fixesSymbolicSizes() throws IOException {
    Path symbolic =
        TinyModels.write(
            TinyModels.MASKED.replace("[1,3,8,8]", "[N,3,H,W]"), folder.resolve("s.onnx"));
    assertThat(Run.of("compile", symbolic, "-o", out, "--input-shape", "x=1x3x16x24").exit())
        .isZero();
    JsonNode report = Reports.in(out);
    assertThat(report.at("/input/macs").asInt()).isEqualTo(16 * 24 * (8 * 27 + 32));
    assertThat(report.get("notes").toString()).contains("--input-shape");
    assertThat(Run.of("inspect", out.resolve("model.onnx")).out()).contains("f32[1,3,16,24]");
    assertThat(Run.of("compile", symbolic, "-o", out, "--input-shape", "x=1x4x16x24").exit())
        .isEqualTo(Exit.USAGE);
    assertThat(Run.of("compile", symbolic, "-o", out, "--input-shape", "z=1").exit())
        .isEqualTo(Exit.USAGE);
  }
}
