package dev.espalier.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.check.TfliteRunner.Settings;
import dev.espalier.ir.ElementType;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.TfliteException;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.Activation;
import dev.espalier.tflite.model.Builtin;
import dev.espalier.tflite.model.LiteModel;
import dev.espalier.tflite.model.LiteModel.Port;
import dev.espalier.tflite.model.LiteOp;
import dev.espalier.tflite.model.LiteTensor;
import dev.espalier.tflite.model.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into TFLite comes out of it, and its complaints name the model and the operator. */
final class TfliteRunnerTest {
  @TempDir private Path folder;

  private Path write(LiteModel model) throws IOException {
    Path file = folder.resolve("m.tflite");
    TfliteWriter.write(model, file);
    return file;
  }

  private static LiteModel model(
      List<LiteTensor> tensors, List<LiteOp> ops, List<Port> inputs, List<Port> outputs) {
    return new LiteModel("main", tensors, ops, inputs, outputs, "test", Map.of(), 0);
  }

  private static LiteOp op(Builtin kind, List<Integer> inputs, int output, Options options) {
    return new LiteOp(kind, "", 1, inputs, List.of(output), options, "");
  }

  /** y = x, in another shape. */
  private static LiteModel reshape(ElementType element) {
    return model(
        List.of(
            LiteTensor.value("x", element, List.of(2, 3)),
            LiteTensor.constant("shape", Tensor.of(ElementType.I32, new long[] {1}, 6)),
            LiteTensor.value("y", element, List.of(6))),
        List.of(op(Builtin.RESHAPE, List.of(0, 1), 2, new Options.Reshape(List.of(6)))),
        List.of(new Port("x", 0)),
        List.of(new Port("y", 2)));
  }

  /** difference = a - b, for a batch of any size. */
  private static LiteModel difference() {
    List<Integer> any = List.of(-1, 2);
    List<Integer> one = List.of(1, 2);
    LiteTensor a = new LiteTensor("t0", ElementType.F32, one, any, Optional.empty(), false, false);
    LiteTensor b = new LiteTensor("t1", ElementType.F32, one, any, Optional.empty(), false, false);
    LiteTensor y = new LiteTensor("t2", ElementType.F32, one, any, Optional.empty(), false, false);
    return model(
        List.of(a, b, y),
        List.of(op(Builtin.SUB, List.of(1, 0), 2, new Options.Sub(Activation.NONE))),
        List.of(new Port("b", 0), new Port("a", 1)),
        List.of(new Port("difference", 2)));
  }

  @ParameterizedTest
  @EnumSource(names = {"F32", "I8", "U8", "I32", "I64", "BOOL"})
  void tensorsPassUnchanged(ElementType element) throws IOException {
    Tensor tensor = Tensor.of(element, new long[] {2, 3}, 0, 1, 1, 0, 0, 1);
    try (Runner runner = TfliteRunner.open(write(reshape(element)), Settings.PLAIN)) {
      assertThat(runner.inputs().get(0).type()).isEqualTo(tensor.type());
      Tensor result = runner.run(Map.of("x", tensor)).get("y");
      assertThat(result.element()).isEqualTo(element);
      assertThat(result.toDoubles()).containsExactly(tensor.toDoubles());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void portsHaveTheNamesAndTheOrderOfTheSignature(boolean xnnpack) throws IOException {
    try (Runner runner = TfliteRunner.open(write(difference()), new Settings(xnnpack, 2))) {
      assertThat(runner.inputs()).extracting(PortType::name).containsExactly("b", "a");
      Tensor a = Tensor.floats(new long[] {1, 2}, 5, 7);
      Tensor b = Tensor.floats(new long[] {1, 2}, 1, 2);
      Map<String, Tensor> results = runner.run(Map.of("a", a, "b", b));
      assertThat(results).containsOnlyKeys("difference");
      assertThat(results.get("difference").toFloats()).containsExactly(4, 5);
    }
  }

  @Test
  void sizesOfTheRunAreThoseOfTheInputs() throws IOException {
    try (Runner runner = TfliteRunner.open(write(difference()), Settings.PLAIN)) {
      assertThat(runner.inputs().get(0).type().isStatic()).isFalse();
      for (int batch : new int[] {1, 3, 2}) {
        Tensor a = Tensor.filled(ElementType.F32, new long[] {batch, 2}, 9);
        Tensor b = Tensor.filled(ElementType.F32, new long[] {batch, 2}, batch);
        Tensor result = runner.run(Map.of("a", a, "b", b)).get("difference");
        assertThat(result.shape()).containsExactly(batch, 2);
        assertThat(result.toFloats()).containsOnly(9 - batch);
      }
    }
  }

  @Test
  void resultsStayWhenTheModelRunsAgain() throws IOException {
    try (Runner runner = TfliteRunner.open(write(reshape(ElementType.F32)), Settings.PLAIN)) {
      Tensor first = Tensor.floats(new long[] {2, 3}, 1, 2, 3, 4, 5, 6);
      Tensor kept = runner.run(Map.of("x", first)).get("y");
      runner.run(Map.of("x", Tensor.filled(ElementType.F32, new long[] {2, 3}, 0)));
      assertThat(kept.toFloats()).containsExactly(1, 2, 3, 4, 5, 6);
    }
  }

  @Test
  void inputsThatDoNotFitAreNamed() throws IOException {
    try (Runner runner = TfliteRunner.open(write(reshape(ElementType.F32)), Settings.PLAIN)) {
      assertThatThrownBy(() -> runner.run(Map.of()))
          .isInstanceOf(RunException.class)
          .hasMessageContaining("no tensor for the input x: f32[2,3]");
      for (Tensor wrong :
          List.of(
              Tensor.floats(new long[] {6}, 1, 2, 3, 4, 5, 6),
              Tensor.floats(new long[] {3, 2}, 1, 2, 3, 4, 5, 6),
              Tensor.filled(ElementType.I32, new long[] {2, 3}, 1))) {
        assertThatThrownBy(() -> runner.run(Map.of("x", wrong)))
            .isInstanceOf(RunException.class)
            .hasMessageContaining("m.tflite")
            .hasMessageContaining(wrong.type() + " for the input x: f32[2,3]");
      }
    }
  }

  @Test
  void operatorsTheRuntimeDoesNotHaveAreNamed() throws IOException {
    LiteModel plain = reshape(ElementType.F32);
    LiteOp custom =
        new LiteOp(Builtin.CUSTOM, "Wavelet", 1, List.of(0), List.of(2), new Options.None(), "");
    Path file = write(model(plain.tensors(), List.of(custom), plain.inputs(), plain.outputs()));
    assertThatThrownBy(() -> TfliteRunner.open(file, Settings.PLAIN))
        .isInstanceOfSatisfying(
            RunException.class, e -> assertThat(e.model()).isEqualTo(file.toString()))
        .hasMessageContaining("no operator CUSTOM Wavelet version 1")
        .hasMessageContaining("for y");
    LiteOp future = plain.ops().get(0).withVersion(99);
    Path newer = write(model(plain.tensors(), List.of(future), plain.inputs(), plain.outputs()));
    assertThatThrownBy(() -> TfliteRunner.open(newer, Settings.PLAIN))
        .isInstanceOf(RunException.class)
        .hasMessageContaining("no operator RESHAPE version 99");
  }

  @Test
  void brokenFilesNeverReachTheRuntime() throws IOException {
    Path file = write(reshape(ElementType.F32));
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
    assertThatThrownBy(() -> TfliteRunner.open(file, Settings.PLAIN))
        .isInstanceOf(TfliteException.class);
    assertThatThrownBy(() -> TfliteRunner.open(folder.resolve("none.tflite"), Settings.PLAIN))
        .isInstanceOf(TfliteException.class)
        .hasMessageContaining("none.tflite");
  }

  /** JavaCPP counts the native objects that Java owns. */
  @Test
  void nothingIsLeftWhenARunnerIsClosed() throws IOException {
    Path file = write(reshape(ElementType.F32));
    long before = Pointer.totalCount();
    for (int i = 0; i < 5; i++) {
      try (Runner runner = TfliteRunner.open(file, Settings.XNNPACK)) {
        runner.run(Map.of("x", Tensor.filled(ElementType.F32, new long[] {2, 3}, 0)));
        assertThat(Pointer.totalCount()).isGreaterThan(before);
      }
    }
    assertThat(Pointer.totalCount()).isEqualTo(before);
  }
}
