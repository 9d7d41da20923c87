package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("PyTorch's gradients")
class SearchCommandTest {
  private static final String NETWORK =
      """
      graph @tiny(%image: f32[1,3,24,32]) {
        %a = conv(%image, %w=f32[64,3,3,3]#rand(1)) {pads=[1,1,1,1]}
        %b = relu(%a)
        %y = conv(%b, %k=f32[8,64,1,1]#rand(2))
        return %y
      }
      """;
  private static final String CONFIG =
      """
      network: {name: tiny.onnx}
      data: {train: streets, streets: {train: 4, validation: 2, size: [32, 24]}}
      target: {keep: 0.5}
      batch: 2
      steps: {supernet: 2, search: 4, finetune: 2}
      recalibration: 1
      threads: 1
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeNetwork() throws IOException {
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(NETWORK)), folder.resolve("tiny.onnx"));
  }

  /** 64 channels of 35 multiply-accumulates for each of 768 pixels, and half of them. */
  @Test
  void searchesCompilesAndGoesOn() throws IOException {
    Run first = search(CONFIG);
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out()).contains("1,720,320 ->").contains("860,160");
    assertThat(first.err()).contains("supernet: steps 0 to 2", "finetune: steps 6 to 8");
    for (String name :
        List.of("supernet.onnx", "model.onnx", "model.tflite", "report.json", "search.json")) {
      assertThat(folder.resolve("run").resolve(name)).isNotEmptyFile();
    }
    assertThat(search(CONFIG).exit()).isEqualTo(Exit.USAGE);
    Run again = search(CONFIG, "--resume", "--format", "json");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).contains("going on after step 8 of 8");
    assertThat(again.out()).contains("\"unit\" : \"MACs\"").contains("\"ofTarget\" : 1\n");
  }

  @Test
  void aSweepComparesTargetsAndMethods() throws IOException {
    Run run = search(CONFIG, "--sweep", "50%,25%", "--compare", "uniform");
    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().skip(1).map(row -> row.split(" ", -1)[0]))
        .containsExactly("rtseg", "uniform", "rtseg", "uniform");
    assertThat(run.out()).contains(" 860,160 ", " 430,080 ");
    for (String name : List.of("50percent", "25percent", "25percent-uniform")) {
      assertThat(folder.resolve("run").resolve(name).resolve("model.onnx")).isNotEmptyFile();
    }
    assertThat(folder.resolve("run/sweep.html")).content().contains("uniform");
    assertUsage("--compare: needs --sweep", "--compare", "l1");
    assertUsage("--compare: wanted methods of search", "--sweep", "50%", "--compare", "best");
    assertUsage("--sweep: wanted shares such as 50%", "--sweep", "half");
  }

  private void assertUsage(String message, String... words) throws IOException {
    Run run = search(CONFIG, words);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains(message);
  }

  @Test
  void configurationsAtFaultAreUsageErrors() throws IOException {
    assertRefused(
        CONFIG.replace("keep: 0.5", "keep: 0.5, ms: 3"),
        "target: found 2 of keep, ms and macs, wanted one");
    assertRefused(CONFIG.replace("keep: 0.5", "ms: 3"), "target: ms needs a device");
    assertRefused(
        CONFIG.replace("keep: 0.5", "device: adreno6600, keep: 0.5"),
        "target.device: there is no device 'adreno6600'");
    assertRefused("supernet: none.safetensors\n" + CONFIG, "none.safetensors is no file");
  }

  private void assertRefused(String config, String message) throws IOException {
    Run run = search(config);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains(message);
  }

  private Run search(String config, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("search.yaml"), config);
    Stream<Object> words = Stream.of("search", file, "-o", folder.resolve("run"));
    return Run.of(Stream.concat(words, Stream.of(more)).toArray());
  }
}
