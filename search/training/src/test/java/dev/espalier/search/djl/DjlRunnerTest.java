package dev.espalier.search.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.PortType;
import dev.espalier.check.RunException;
import dev.espalier.check.Runner;
import dev.espalier.ir.Graph;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import dev.espalier.ir.text.IrParser;
import dev.espalier.ir.text.SeededTensor;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DjlRunnerTest {
  private static final Graph GRAPH =
      IrParser.parse(
          """
          graph @g(%x: f32[N,3,H,W]) {
            %c = conv(%x, f32[4,3,3,3]#rand(1)) {pads=[1,1,1,1]}
            %y = softmax(%c) {axis=1}
            %z = arg_max(%y) {axis=1}
            return %y, %z
          }
          """);

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("model.onnx");
    new OnnxWriter().write(OnnxModel.of(GRAPH), file);
  }

  @Test
  void computesWhatOnnxRuntimeComputes() {
    try (Runner pyTorch = DjlRunner.open(file, 1);
        Runner onnxRuntime = OnnxRuntimeRunner.open(file, OnnxRuntimeRunner.Settings.PLAIN)) {
      for (int size : new int[] {5, 8}) {
        Map<String, Tensor> inputs = Map.of("x", SeededTensor.of(TensorType.f32(2, 3, size, 7), 1));
        Map<String, Tensor> actual = pyTorch.run(inputs);
        Map<String, Tensor> expected = onnxRuntime.run(inputs);
        assertThat(actual.get("y").toDoubles())
            .containsExactly(expected.get("y").toDoubles(), within(1e-6));
        assertThat(actual.get("z").toLongs()).isEqualTo(expected.get("z").toLongs());
      }
    }
  }

  @Test
  void portsAreThoseOfTheFile() {
    try (Runner runner = DjlRunner.open(file, 1)) {
      assertThat(runner.inputs()).extracting(PortType::toString).containsExactly("x: f32[N,3,H,W]");
      assertThat(runner.outputs()).extracting(PortType::name).containsExactly("y", "z");
    }
  }

  @Test
  void wrongInputsAreNamedWithTheModel() {
    try (Runner runner = DjlRunner.open(file, 1)) {
      Tensor wrong = SeededTensor.of(TensorType.f32(2, 5, 4, 4), 1);
      assertThatThrownBy(() -> runner.run(Map.of("x", wrong)))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("model.onnx")
          .hasMessageContaining("f32[N,3,H,W]");
      assertThatThrownBy(() -> runner.run(Map.of()))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("%x");
    }
  }
}
