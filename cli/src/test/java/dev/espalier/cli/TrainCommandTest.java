package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock("PyTorch's gradients")
class TrainCommandTest {
  private static final String NETWORK =
      """
      graph @tiny(%image: f32[1,3,24,32]) {
        %a = conv(%image, %w=f32[4,3,3,3]#rand(1)) {pads=[1,1,1,1]}
        %b = relu(%a)
        %y = conv(%b, %k=f32[8,4,1,1]#rand(2))
        return %y
      }
      """;
  private static final String CONFIG =
      """
      network: {name: tiny.onnx}
      data: {train: streets, streets: {train: 4, validation: 2, size: [32, 24]}}
      batch: 2
      steps: 4
      threads: 1
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeNetwork() throws IOException {
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(NETWORK)), folder.resolve("tiny.onnx"));
  }

  @Test
  void trainsAndGoesOn() throws IOException {
    Run first = train(CONFIG);
    assertThat(first.exit()).as(first.err()).isZero();
    assertThat(first.out())
        .contains("model.onnx: tiny.onnx, 140 parameters, after 4 steps")
        .contains("7 car")
        .contains("pixel accuracy");
    assertThat(first.err()).contains("step 4: mIoU ");
    assertThat(folder.resolve("run")).isDirectoryContaining("glob:**/metrics.jsonl");
    assertThat(train(CONFIG).exit()).isEqualTo(Exit.USAGE);
    Run again = train(CONFIG, "--resume", "--format", "json");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).contains("going on after step 4 of 4");
    assertThat(again.out()).contains("\"steps\" : 4").contains("\"mIoU\"");
  }

  @Test
  void configurationsAtFaultAreUsageErrors() throws IOException {
    Run key = train(CONFIG.replace("batch", "bach"));
    assertThat(key.exit()).isEqualTo(Exit.USAGE);
    assertThat(key.err()).contains("run.yaml: there is no key 'bach'; did you mean batch?");
    Run classes = train(CONFIG.replace("train: streets,", "train: streets, classes: 5,"));
    assertThat(classes.exit()).isEqualTo(Exit.USAGE);
    assertThat(classes.err()).contains("scores of 5 classes");
    Run none = Run.of("train", folder.resolve("none.yaml"), "-o", folder.resolve("run"));
    assertThat(none.exit()).isEqualTo(Exit.USAGE);
    assertThat(none.err()).contains("none.yaml: there is no such file");
  }

  @Test
  void dataThatAreNotThereAreInputErrors() throws IOException {
    Run run = train(CONFIG.replace("streets,", "nowhere.tar, classes: 8,"));
    assertThat(run.exit()).isEqualTo(Exit.INPUT);
    assertThat(run.err()).contains("nowhere.tar");
  }

  private Run train(String config, String... more) throws IOException {
    Path file = Files.writeString(folder.resolve("run.yaml"), config);
    Object[] words = new Object[4 + more.length];
    words[0] = "train";
    words[1] = file;
    words[2] = "-o";
    words[3] = folder.resolve("run");
    System.arraycopy(more, 0, words, 4, more.length);
    return Run.of(words);
  }
}
