package dev.espalier.search.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.search.config.ConfigException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Configurations that cannot be are refused before anything is computed, and the key is named. */
class RequireFitTest {
  @TempDir Path base;

  private void assertRefused(TinyRun run, String message) {
    assertThatThrownBy(() -> run.go("run"))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining(message);
    assertThat(run.folder("run")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss: {classWeights: [1, 2]}|loss.classWeights: found 2 weights, wanted one for each of",
        "augmentation: {scale: [2, 0.5]}|augmentation.scale: found [2.0, 0.5]"
      })
  void keys(String more, String message) throws IOException {
    assertRefused(TinyRun.in(base, 2, more), message);
  }

  @Test
  void scaleOfAFile() throws IOException {
    TinyRun run = TinyRun.in(base, 2, "").withNetwork("tiny.onnx, scale: 0.5");
    assertRefused(run, "network.scale: a file has the channels it has");
  }

  @Test
  void unpooling() throws IOException {
    assertRefused(
        TinyRun.in(base, 2, "").withNetwork("enet-city"), "network.name: its operator MaxPool");
  }

  @Test
  void otherOutputs() throws IOException {
    TinyRun run = TinyRun.in(base, 2, "").withNetwork("two.onnx");
    write("[1,3,24,32]", "%y, %c");
    assertRefused(run, "wanted are scores of 8 classes; the output c is f32[1,4,24,32]");
  }

  @Test
  void otherSize() throws IOException {
    TinyRun run = TinyRun.in(base, 2, "").withNetwork("two.onnx");
    write("[1,3,48,64]", "%y");
    assertRefused(run, "crop: the network takes f32[1,3,48,64], and it would be given pictures of");
  }

  private void write(String input, String outputs) throws IOException {
    String graph =
        """
        graph @two(%%image: f32%s) {
          %%c = conv(%%image, %%w=f32[4,3,1,1]#rand(1))
          %%y = conv(%%c, %%v=f32[8,4,1,1]#rand(2))
          return %s
        }
        """;
    new OnnxWriter()
        .write(
            OnnxModel.of(IrParser.parse(graph.formatted(input, outputs))),
            base.resolve("two.onnx"));
  }
}
