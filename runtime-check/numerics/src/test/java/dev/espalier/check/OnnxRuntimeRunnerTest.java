package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.ir.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes into ONNX Runtime comes out of it, and its complaints name the model. */
final class OnnxRuntimeRunnerTest {
  @TempDir private Path folder;

  private static Runner open(Path model) {
    return OnnxRuntimeRunner.open(model, Settings.PLAIN);
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "F16", "F64", "BF16", "I8", "U8", "I16", "I32", "I64", "BOOL"})
  void tensorsPassUnchanged(ElementType element) {
    Path model = TinyModel.of("Identity", element.text() + "[N,3]").in(folder, "m.onnx");
    Tensor tensor = Tensor.of(element, new long[] {2, 3}, 0, 1, 1, 0, 0, 1);
    try (Runner runner = open(model)) {
      assertThat(runner.inputs().get(0).type().element()).isEqualTo(element);
      Tensor result = runner.run(Map.of("x", tensor)).get("y");
      assertThat(result.digest()).isEqualTo(tensor.digest());
    }
  }

  @Test
  void portsCarrySymbolsThatAreNames() {
    TinyModel model = TinyModel.of("Identity", "f32[N,3,H,W]");
    try (Runner runner = open(model.in(folder, "m.onnx"))) {
      assertThat(runner.inputs())
          .containsExactly(new PortType("x", TensorType.parse("f32[N,3,H,W]")));
      assertThat(runner.outputs().get(0).name()).isEqualTo("y");
    }
  }

  @Test
  void optimisationsAndThreadsAreAccepted() {
    Path model = TinyModel.of("Relu", "f32[2]").in(folder, "m.onnx");
    try (Runner runner = OnnxRuntimeRunner.open(model, new Settings(Optimise.ALL, 2))) {
      Tensor result = runner.run(Map.of("x", Tensor.floats(new long[] {2}, -1, 1))).get("y");
      assertThat(result.toFloats()).containsExactly(0, 1);
    }
  }

  @Test
  void modelsThatCannotBeLoadedAreNamed() throws IOException {
    Path garbage = Files.writeString(folder.resolve("garbage.onnx"), "no model at all");
    assertThatThrownBy(() -> open(garbage))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.model()).isEqualTo(garbage.toString()))
        .hasMessageContaining("garbage.onnx")
        .hasMessageContaining("cannot load");
    assertThatThrownBy(() -> open(folder.resolve("missing.onnx")))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("missing.onnx");
    Path unknown = TinyModel.of("NoSuchOperator", "f32[2]").in(folder, "unknown.onnx");
    assertThatThrownBy(() -> open(unknown)).hasMessageContaining("NoSuchOperator");
  }

  @Test
  void runsThatDoNotEndAreEnded() {
    TinyModel body = new TinyModel().input("i", "i64[]").input("go", "bool[]").input("v", "f32[2]");
    body.node("Identity", List.of("go"), "again").output("again", "bool[]");
    body.node("Relu", List.of("v"), "w").output("w", "f32[2]");
    Path model =
        new TinyModel()
            .input("x", "f32[2]")
            .constant("rounds", Tensor.scalar(ElementType.I64, 1L << 62))
            .node("Loop", List.of("rounds", "", "x"), "y", TinyModel.body("body", body))
            .output("y", "f32[2]")
            .in(folder, "loop.onnx");
    Settings impatient = new Settings(Optimise.NONE, 1, Duration.ofSeconds(1));
    Map<String, Tensor> x = Map.of("x", Tensor.floats(new long[] {2}, -1, 1));
    try (Runner runner = OnnxRuntimeRunner.open(model, impatient)) {
      for (int again = 0; again < 2; again++) {
        assertThatThrownBy(() -> runner.run(x))
            .isInstanceOf(NotVerifiableException.class)
            .hasMessageContainingAll("loop.onnx", "still running after 1 s", "--no-verify");
      }
    }
  }

  @Test
  void runsInTimeAreNotEnded() throws Exception {
    Path model = TinyModel.of("Relu", "f32[2]").in(folder, "m.onnx");
    Settings impatient = new Settings(Optimise.NONE, 1, Duration.ofMillis(200));
    try (Runner runner = OnnxRuntimeRunner.open(model, impatient)) {
      for (int again = 0; again < 3; again++) {
        Tensor result = runner.run(Map.of("x", Tensor.floats(new long[] {2}, -1, 1))).get("y");
        assertThat(result.toFloats()).containsExactly(0, 1);
        Thread.sleep(150);
      }
    }
  }

  @Test
  void inputsThatDoNotFitAreNamed() {
    Path model = TinyModel.of("Relu", "f32[2]").in(folder, "m.onnx");
    try (Runner runner = open(model)) {
      assertThatThrownBy(() -> runner.run(Map.of()))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("no tensor for the input x: f32[2]");
      assertThatThrownBy(() -> runner.run(Map.of("x", Tensor.floats(new long[] {3}, 1, 2, 3))))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("m.onnx")
          .hasMessageContaining("on [x: f32[3]]");
    }
  }

  @Test
  void stringsAreRefused() {
    Path model = TinyModel.of("Identity", "string[2]").in(folder, "m.onnx");
    try (Runner runner = open(model)) {
      assertThat(runner.inputs().get(0).type().element()).isEqualTo(ElementType.STRING);
      assertThatThrownBy(() -> runner.run(Map.of("x", Tensor.floats(new long[] {2}, 1, 2))))
          .isInstanceOf(RunException.class);
    }
  }
}
