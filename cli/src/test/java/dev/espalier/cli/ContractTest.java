package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.espalier.accuracy.DataException;
import dev.espalier.accuracy.score.NotEvaluableException;
import dev.espalier.check.NotVerifiableException;
import dev.espalier.compiler.Format;
import dev.espalier.compiler.OutputFolder;
import dev.espalier.compiler.ReportException;
import dev.espalier.compiler.ReportFile;
import dev.espalier.latency.data.LatencyDataException;
import dev.espalier.onnx.NotRepresentableException;
import dev.espalier.onnx.OnnxException;
import dev.espalier.tflite.NotOnTargetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names and numbers that other programs rely on. They may be added to, and never change. */
class ContractTest {
  private static final Pattern DOCUMENTED_CODE =
      Pattern.compile("(?m)^\\| ([34]) \\| `([a-z0-9_]+)` \\| .+ \\| .+ \\|$");
  private static final Pattern CODE = Pattern.compile("String REASON = \"([a-z0-9_]+)\"");

  @TempDir Path folder;

  @Test
  void exitCodes() {
    assertThat(
            List.of(Exit.OK, Exit.CHECK_FAILED, Exit.USAGE, Exit.INPUT, Exit.TARGET, Exit.INTERNAL))
        .containsExactly(0, 1, 2, 3, 4, 70);
  }

  @Test
  void fileNames() {
    assertThat(Arrays.stream(Format.values()).map(Format::file))
        .containsExactly("model.onnx", "model.tflite", "saved_model.pb");
    assertThat(Arrays.stream(ReportFile.values()).map(ReportFile::file))
        .contains(
            "report.json",
            "report.html",
            "checks.junit.xml",
            "lints.sarif",
            "bom.cdx.json",
            "provenance.intoto.json",
            "model-card.md");
    assertThat(OutputFolder.CHECKSUMS).isEqualTo("SHA256SUMS");
  }

  @Test
  void reportFields() throws IOException {
    Path model = TinyModels.write(TinyModels.MASKED, folder.resolve("masked.onnx"));
    Path out = folder.resolve("out");
    Run run =
        Run.of("compile", model, "-o", out, "--device", "adreno660-tvm-opencl-fp16", "--no-verify");
    assertThat(run.exit()).as(run.err()).isZero();
    JsonNode report = Reports.in(out);
    assertThat(report.get("schemaVersion").intValue()).isEqualTo(1);
    Map<String, String> promised = new TreeMap<>();
    promised.put("", "schemaVersion tool input outputs passes channels choices layout gpu");
    promised.put("/", "equivalence latency lints checks notes timings");
    promised.put("/tool", "name version");
    promised.put("/input", "file sha256 nodes parameters macs masks choices opset shapes opaque");
    promised.put("/outputs/0", "format file sha256 bytes nodes parameters macs opset");
    promised.put("/outputs/1", "format file sha256 bytes nodes parameters macs minRuntime");
    promised.put("/passes/0", "name changes");
    promised.put("/channels", "removed folded carried mapped kept ledger");
    promised.put(
        "/channels/ledger/0",
        "value axis total removed folded carried mapped kept mapBytes reasons");
    promised.put("/layout", "transposes bytes reasons");
    promised.put("/gpu", "supported ceilingViolations traps partitions alignedChannelsShare");
    promised.put(
        "/latency", "device runtime precision predictedMs intervalMs unvalidatedShare pass blocks");
    promised.put("/latency/blocks/0", "name kernels predictedMs macs");
    promised.forEach(
        (place, names) ->
            assertThat(report.at(place.equals("/") ? "" : place).fieldNames())
                .toIterable()
                .as(place)
                .contains(names.split(" ", -1)));
  }

  /** Every code that can be told is in the table of the page, with what to do, and no other. */
  @Test
  void reasonCodes() throws IOException {
    Map<String, Integer> codes = new TreeMap<>();
    for (OnnxException.Code code : OnnxException.Code.values()) {
      codes.put(code.text(), Exit.INPUT);
    }
    for (NotRepresentableException.Code code : NotRepresentableException.Code.values()) {
      codes.put(code.text(), Exit.TARGET);
    }
    for (NotOnTargetException.Code code : NotOnTargetException.Code.values()) {
      codes.put(code.text(), Exit.TARGET);
    }
    Stream.of(
            DataException.REASON,
            LatencyDataException.REASON,
            NotEvaluableException.REASON,
            NotVerifiableException.REASON,
            ReportException.REASON)
        .forEach(code -> codes.put(code, Exit.INPUT));
    Map<String, Integer> documented = new TreeMap<>();
    Matcher rows = DOCUMENTED_CODE.matcher(Files.readString(Path.of("../docs/cli.md")));
    while (rows.find()) {
      documented.put(rows.group(2), Integer.valueOf(rows.group(1)));
    }
    assertThat(documented).isEqualTo(codes);
    assertThat(codes).containsKeys(inSources().toArray(String[]::new));
  }

  private static List<String> inSources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().contains("/src/main/java/"))
          .filter(file -> file.toString().endsWith("Exception.java"))
          .flatMap(file -> CODE.matcher(read(file)).results().map(found -> found.group(1)))
          .toList();
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
