package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.espalier.measure.HostProfile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Predicted times: of a model, as a gate of compile, as the aim of prune. */
class LatencyCommandTest {
  private static final String DEVICE = "adreno660-tvm-opencl-fp16";

  private static final String MODEL =
      """
      graph @net(%x: f32[1,3,64,64]) {
        %a = conv(%x, f32[64,3,3,3]#rand(1), f32[64]#rand(2)) {pads=[1,1,1,1], strides=[2,2]}
        %b = relu(%a)
        %c = conv(%b, f32[64,64,3,3]#rand(3), f32[64]#rand(4)) {pads=[1,1,1,1]}
        %d = add(%c, %b)
        %e = relu(%d)
        %f = conv(%e, f32[128,64,3,3]#rand(5), f32[128]#rand(6)) {pads=[1,1,1,1]}
        %g = relu(%f)
        %y = conv(%g, f32[8,128,1,1]#rand(7))
        return %y
      }
      """;

  @TempDir private Path folder;
  private Path model;

  @BeforeEach
  void writeModel() throws IOException {
    model = TinyModels.write(MODEL, folder.resolve("net.onnx"));
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  private JsonNode predicted(Path file) throws IOException {
    Run run = Run.of("latency", file, "--device", DEVICE, "--format", "json");
    assertThat(run.err()).isEmpty();
    assertThat(run.exit()).isEqualTo(Exit.OK);
    return json(run.out());
  }

  @Test
  void profilesOfCpusAreRefusedByTheirKind() throws IOException {
    Path host = folder.resolve("host.json");
    new HostProfile(1, "cpu-fp32", "Some CPU", "onnxruntime", "1.28", 9, 0, 0.1, 0.01, List.of())
        .write(host);
    Run run = Run.of("latency", model, "--device", host);
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.err())
        .contains("is a profile of a CPU (Some CPU under onnxruntime), made by 'latency measure'")
        .contains("'latency measure MODEL... --runtime onnxruntime -o FILE'")
        .contains("'latency list'");
  }

  @Test
  void sumsKernelsToBlocksAndToTheModel() throws IOException {
    JsonNode result = predicted(model);
    double kernels = 0;
    double unvalidated = 0;
    for (JsonNode kernel : result.get("kernels")) {
      kernels += kernel.get("predictedMs").asDouble();
      unvalidated += kernel.get("unvalidatedMs").asDouble();
    }
    double blocks = 0;
    for (JsonNode block : result.get("latency").get("blocks")) {
      blocks += block.get("predictedMs").asDouble();
    }
    double sum = result.get("latency").get("predictedMs").asDouble();
    assertThat(result.get("kernels")).hasSize(4);
    assertThat(kernels).isCloseTo(sum, within(1e-6 * sum));
    assertThat(blocks).isCloseTo(sum, within(1e-6 * sum));
    assertThat(result.get("latency").get("unvalidatedShare").asDouble())
        .isPositive()
        .isCloseTo(unvalidated / sum, within(1e-6));
    JsonNode interval = result.get("latency").get("intervalMs");
    assertThat(interval.get(0).asDouble() * interval.get(1).asDouble())
        .isCloseTo(sum * sum, within(1e-5 * sum * sum));
  }

  @Test
  void tellsKernelsAndThatFormulasAreNotValidated() {
    Run run = Run.of("latency", model, "--device", DEVICE);
    assertThat(run.out())
        .contains("CONV_2D+ADD", "ms UNVALIDATED", "ms predicted for " + DEVICE)
        .isEqualTo(Run.of("latency", model, "--device", DEVICE).out());
  }

  @Test
  void readsTfliteFilesAsTheyAre() throws IOException {
    Run.of("compile", model, "-o", folder.resolve("out"), "--no-verify");
    assertThat(predicted(folder.resolve("out/model.tflite")).get("latency").get("predictedMs"))
        .isEqualTo(predicted(model).get("latency").get("predictedMs"));
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    Run device = Run.of("latency", model, "--device", "adreno660-tvm-opencl-fp61");
    assertThat(device.exit()).isEqualTo(Exit.USAGE);
    assertThat(device.err()).contains("no device", "did you mean " + DEVICE);
    assertThat(Run.of("latency", model).err()).contains("--device is missing");
    assertThat(Run.of("latency").exit()).isEqualTo(Exit.USAGE);
    assertThat(Run.of("latency", "lst").err()).contains("did you mean list?");
  }

  @Test
  void unknownSizesNeedAShape() throws IOException {
    Path open =
        TinyModels.write(MODEL.replace("[1,3,64,64]", "[1,3,h,64]"), folder.resolve("open.onnx"));
    Run run = Run.of("latency", open, "--device", DEVICE);
    assertThat(run.exit()).isEqualTo(Exit.TARGET);
    assertThat(run.err()).contains("--input-shape x=");
    Run fixed = Run.of("latency", open, "--device", DEVICE, "--input-shape", "x=1x3x64x64");
    assertThat(fixed.exit()).isEqualTo(Exit.OK);
    Run pruned =
        Run.of("prune", open, "-o", folder.resolve("m.onnx"), "--device", DEVICE, "--budget-ms", 1);
    assertThat(pruned.exit()).isEqualTo(Exit.USAGE);
    assertThat(pruned.err()).contains("needs fixed sizes");
  }

  @Test
  void whatStaysOnTheCpuHasNoTime() throws IOException {
    String text = MODEL.replace("%y = conv(%g", "%h = round(%g)\n  %y = conv(%h");
    Path file = TinyModels.write(text, folder.resolve("round.onnx"));
    Run run = Run.of("latency", file, "--device", DEVICE);
    assertThat(run.exit()).isEqualTo(Exit.TARGET);
    assertThat(run.err()).contains("ROUND");
    Run any =
        Run.of(
            "compile",
            file,
            "-o",
            folder.resolve("o"),
            "--target",
            "any",
            "--device",
            DEVICE,
            "--no-verify");
    assertThat(any.exit()).isEqualTo(Exit.TARGET);
    assertThat(any.err()).contains("ROUND", "takes as a whole");
  }

  private Run compile(Object... more) {
    Object[] all = new Object[more.length + 7];
    Object[] first = {
      "compile", model, "-o", folder.resolve("out"), "--no-verify", "--device", DEVICE
    };
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return Run.of(all);
  }

  @Test
  void aBudgetFailsTheBuild() throws IOException {
    double time = predicted(model).get("latency").get("predictedMs").asDouble();
    Run over = compile("--budget-ms", time * 0.5);
    assertThat(over.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(over.err()).contains("over --budget-ms");
    assertThat(over.out()).as("the blocks that cost most").containsPattern("% +[0-9,]+  f\n");
    assertThat(folder.resolve("out/report.json")).doesNotExist();

    assertThat(compile("--budget-ms", time * 2).exit()).isEqualTo(Exit.OK);
    JsonNode report = json(Files.readString(folder.resolve("out/report.json"))).get("latency");
    assertThat(report.get("device").asText()).isEqualTo(DEVICE);
    assertThat(report.get("predictedMs").asDouble()).isCloseTo(time, within(1e-6 * time));
    assertThat(report.get("pass").asBoolean()).isTrue();
    assertThat(report.get("budgetMs").asDouble()).isCloseTo(time * 2, within(1e-6 * time));
  }

  @Test
  void aBudgetWithinTheIntervalIsAWarningAndStrictlyAFailure() throws IOException {
    double budget = predicted(model).get("latency").get("predictedMs").asDouble() * 1.01;
    Run close = compile("--budget-ms", budget);
    assertThat(close.exit()).isEqualTo(Exit.OK);
    assertThat(close.err()).contains("latency/budget-in-interval");
    assertThat(compile("--budget-ms", budget, "--strict").exit()).isEqualTo(Exit.CHECK_FAILED);
  }

  @Test
  void aBudgetNeedsADevice() {
    Run run = Run.of("compile", model, "-o", folder.resolve("out"), "--budget-ms", "5");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--budget-ms needs --device");
    assertThat(compile("--budget-ms", "0").err()).contains("--budget-ms is above 0");
  }

  @Test
  void aPrunedModelMeetsTheBudgetWhenItIsCompiled() throws IOException {
    double time = predicted(model).get("latency").get("predictedMs").asDouble();
    double budget = time * 0.6;
    Path masked = folder.resolve("masked.onnx");
    Run pruned = Run.of("prune", model, "-o", masked, "--device", DEVICE, "--budget-ms", budget);
    assertThat(pruned.exit()).isEqualTo(Exit.OK);
    assertThat(pruned.out()).contains("ms predicted for " + DEVICE);
    double reached = predicted(masked).get("latency").get("predictedMs").asDouble();
    assertThat(reached).isLessThanOrEqualTo(budget).isGreaterThan(budget * 0.8);
  }

  @Test
  void aBudgetThatCannotBeMetFails() {
    Path masked = folder.resolve("masked.onnx");
    Run run = Run.of("prune", model, "-o", masked, "--device", DEVICE, "--budget-ms", 0.001);
    assertThat(run.exit()).isEqualTo(Exit.CHECK_FAILED);
    assertThat(run.err()).contains("below what can be reached");
    assertThat(masked).doesNotExist();
  }

  @Test
  void aBudgetDecidesWidthsAlone() {
    Path masked = folder.resolve("masked.onnx");
    Run run =
        Run.of("prune", model, "-o", masked, "--device", DEVICE, "--budget-ms", 1, "--keep", 0.5);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("leave --keep out");
  }
}
