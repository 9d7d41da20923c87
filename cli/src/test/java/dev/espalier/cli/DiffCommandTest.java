package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiffCommandTest {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  @TempDir Path folder;

  private Path before;
  private Path after;

  @BeforeEach
  void compile() throws IOException {
    before = compile("before", TinyModels.MASKED, "--device", DEVICE);
    after = compile("after", TinyModels.MASKED.replace("[1, 0, 1", "[1, 1, 1"), "--device", DEVICE);
  }

  private Path compile(String name, String graph, Object... options) throws IOException {
    Path out = folder.resolve(name);
    Object[] words = new Object[options.length + 5];
    words[0] = "compile";
    words[1] = TinyModels.write(graph, folder.resolve("m|*.onnx"));
    words[2] = "-o";
    words[3] = out;
    words[4] = "--no-verify";
    System.arraycopy(options, 0, words, 5, options.length);
    Run run = Run.of(words);
    assertThat(run.exit()).as(run.err()).isZero();
    return out;
  }

  private JsonNode diff(Path a, Path b) throws IOException {
    Run run = Run.of("diff", a, b, "--format", "json");
    assertThat(run.exit()).as(run.err()).isZero();
    return new ObjectMapper().readTree(run.out());
  }

  private static JsonNode named(JsonNode rows, String name) {
    for (JsonNode row : rows) {
      if (row.get("name").textValue().equals(name)) {
        return row;
      }
    }
    throw new AssertionError(name + " is not in " + rows);
  }

  private void evaluated(Path out, String data, double mIoU) throws IOException {
    Files.writeString(
        out.resolve("evaluation.json"), "{\"data\": \"%s\", \"mIoU\": %s}".formatted(data, mIoU));
  }

  @Test
  void tellsWhatChanged() throws IOException {
    JsonNode diff = diff(before, after.resolve("report.json"));
    JsonNode macs = named(diff.get("figures"), "model.onnx macs");
    assertThat(macs.get("before").intValue()).isEqualTo(64 * (5 * 27 + 20));
    assertThat(macs.get("after").intValue()).isEqualTo(64 * (6 * 27 + 24));
    JsonNode bytes = named(diff.get("figures"), "model.tflite bytes");
    assertThat(bytes.get("after").longValue()).isEqualTo(Files.size(after.resolve("model.tflite")));
    JsonNode ms = named(diff.get("figures"), "predictedMs");
    assertThat(ms.get("before")).isEqualTo(Reports.in(before).at("/latency/predictedMs"));
    JsonNode channels = named(diff.get("channels"), "m axis 1");
    assertThat(channels.get("before").textValue()).isEqualTo("5 of 8");
    assertThat(channels.get("after").textValue()).isEqualTo("6 of 8");
    assertThat(named(diff.get("facts"), "input sha256").get("after"))
        .isEqualTo(Reports.in(after).at("/input/sha256"));
    assertThat(diff.get("choices")).isEmpty();
    assertThat(diff.get("notes").toString())
        .contains("accuracy is not compared", "evaluation.json");
  }

  @Test
  void isEmptyForTheSameModel() throws IOException {
    Run run = Run.of("diff", before, before);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).contains("nothing changed", "model.onnx macs").doesNotContain("%");
    JsonNode diff = diff(before, before);
    for (String list : new String[] {"facts", "blocks", "channels", "operators", "newLints"}) {
      assertThat(diff.get(list)).as(list).isEmpty();
    }
  }

  @Test
  void comparesAccuraciesThatLieBesideTheReports() throws IOException {
    evaluated(before, "streets", 0.71);
    assertThat(Run.of("diff", before, after).out()).contains("the second has no evaluation.json");
    evaluated(after, "streets", 0.725);
    assertThat(Run.of("diff", before, after).out())
        .containsPattern("mIoU +71.00 % +72.50 % +\\+1.50 points")
        .doesNotContain("accuracy is not compared");
    evaluated(after, "others", 0.725);
    assertThat(Run.of("diff", before, after).out()).contains("different data");
    Files.writeString(after.resolve("evaluation.json"), "{}");
    Run run = Run.of("diff", before, after);
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains("evaluation.json", "mIoU", "reason_code=malformed_report");
  }

  @Test
  void writesAShortTableAndFoldsTheRest() {
    String page = Run.of("diff", before, after, "--format", "markdown").out();
    assertThat(page)
        .startsWith("### Compiled model\n\n|  | before | after | change |\n|---|---|---|---|\n")
        .contains("| model.onnx macs | 9,920 | 11,904 | +20.0 % |")
        .contains("<details><summary>Channels (1)</summary>\n\n|  | before")
        .contains("| m axis 1 | 5 of 8 | 6 of 8 |  |\n\n</details>");
    assertThat(page.indexOf("<details>")).isGreaterThan(page.indexOf("model.tflite bytes"));
  }

  @Test
  void tellsNewAndGoneLintsAndBlocks() throws IOException {
    Path aligned =
        compile("aligned", TinyModels.MASKED.replace("0.5, 1]", "0.5, 0]"), "--device", DEVICE);
    JsonNode there = diff(before, aligned);
    JsonNode back = diff(aligned, before);
    assertThat(there.get("newLints")).isEqualTo(back.get("goneLints")).isEmpty();
    assertThat(there.get("goneLints")).isEqualTo(back.get("newLints")).isNotEmpty();
    assertThat(there.get("goneLints").get(0).textValue()).contains("gpu/unaligned-channels at ");
    assertThat(there.get("blocks")).isNotEmpty();
    Path without = compile("without", TinyModels.MASKED);
    assertThat(Run.of("diff", without, after).out())
        .contains("only one of the compiles was asked for the time on a device");
  }

  @Test
  void failsWhenAFigureIsWorseByMoreThanItMay() throws IOException {
    assertThat(failures("model.onnx macs=19.9%"))
        .contains("model.onnx macs is worse by 20.00 %, over 19.9 %")
        .doesNotContain("tflite");
    assertThat(failures("macs=19.9%")).contains("model.onnx macs", "model.tflite macs");
    assertThat(failures("macs=20.1%")).isEmpty();
    assertThat(Run.of("diff", after, before, "--fail-on", "macs=0%").exit()).isZero();
    assertThat(failures("mIoU=1%")).contains("neither report tells mIoU");
    evaluated(before, "streets", 0.71);
    assertThat(failures("mIoU=1%")).contains("only one of the reports tells mIoU");
    evaluated(after, "streets", 0.705);
    assertThat(failures("mIoU=0.6%")).isEmpty();
    assertThat(failures("mIoU=0.4%")).contains("mIoU is worse by 0.50 %");
    assertThat(Run.of("diff", before, after, "--fail-on", "macs").exit()).isEqualTo(Exit.USAGE);
  }

  private String failures(String limit) {
    Run run = Run.of("diff", before, after, "--fail-on", limit);
    assertThat(run.exit()).isEqualTo(run.err().isEmpty() ? Exit.OK : Exit.CHECK_FAILED);
    return run.err();
  }

  @Test
  void refusesWhatIsNoReport() throws IOException {
    assertRefused(folder.resolve("none.json"), "there is no such file");
    assertRefused(folder, "report.json: there is no such file");
    Path file = folder.resolve("report.json");
    Files.writeString(file, "{\"schemaVersion\": ");
    assertRefused(file, "is no JSON, line 1");
    Files.writeString(file, "[]");
    assertRefused(file, "object expected");
    ObjectNode report = (ObjectNode) Reports.in(before);
    Files.writeString(file, report.deepCopy().put("schemaVersion", 2).toString());
    assertRefused(file, "has schemaVersion 2, this Espalier reads 1");
    ObjectNode other = report.deepCopy();
    ((ObjectNode) other.at("/outputs/0")).put("bytes", "many");
    Files.writeString(file, other.toString());
    assertRefused(file, "/outputs/0/bytes: string found, integer expected");
    Files.writeString(file, report.deepCopy().put("fieldOfALaterVersion", 1).toString());
    assertThat(Run.of("diff", file, before).exit()).isZero();
  }

  private void assertRefused(Path file, String message) {
    Run run = Run.of("diff", before, file);
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains(message, "reason_code=malformed_report").doesNotContain("\tat ");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void refusesOtherOperands() {
    assertThat(Run.of("diff", before).err()).contains("REPORT_B is missing");
    assertThat(Run.of("diff", before, after, "--format", "html").exit()).isEqualTo(Exit.USAGE);
  }
}
