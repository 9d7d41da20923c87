package dev.espalier.tflite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ir.text.IrParser;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import dev.espalier.tflite.TfliteOptions.Precision;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same graph and options give the same bytes. */
class DeterminismTest {
  private static final String GRAPH =
      """
      graph @g(%x: f32[1,4,8,8], %z: f32[1,4,8,8]) {
        %a = conv(%x, f32[8,2,3,3]#rand(1), f32[8]#rand(2)) {pads=[1,1,1,1], groups=2}
        %b = conv(%z, f32[8,1,3,3]#rand(3)) {pads=[1,1,1,1], groups=4}
        %c = add(%a, %b)
        %d = average_pool(%c) {kernel=[3,3], pads=[1,1,1,1], countIncludePad=true}
        %e = reshape(%d) {shape=[1,8,64]}
        %t = transpose(%e) {permutation=[0,2,1]}
        %n = layer_normalization(%t, f32[8]#rand(4), f32[8]#rand(5)) {axis=2}
        %s = mat_mul(%n, %e)
        %p = softmax(%s) {axis=2}
        %m = mat_mul(%p, %n)
        %u = transpose(%m) {permutation=[0,2,1]}
        %v = reshape(%u) {shape=[1,8,8,8]}
        %y = mul(%v, %c)
        return %y, %p
      }
      """;

  static Stream<TfliteOptions> options() {
    return Stream.of(
        TfliteOptions.DEFAULTS,
        TfliteOptions.DEFAULTS.withTarget(Target.ANY).withOutput(OutputForm.ARGMAX),
        TfliteOptions.DEFAULTS.withTarget(Target.ANY).withTargetRuntime("2.8.0"),
        TfliteOptions.DEFAULTS.withIoLayout(IoLayout.NCHW).withPrecision(Precision.FP16));
  }

  @ParameterizedTest
  @MethodSource("options")
  void exportingTwice(TfliteOptions options, @TempDir Path folder) throws IOException {
    byte[] first = bytes(options, folder.resolve("first.tflite"));
    assertThat(bytes(options, folder.resolve("second.tflite"))).isEqualTo(first);
    TfliteExport once = TfliteExporter.export(IrParser.parse(GRAPH), options);
    TfliteExport again = TfliteExporter.export(IrParser.parse(GRAPH), options);
    assertThat(again.layout()).isEqualTo(once.layout());
    assertThat(again.lints()).isEqualTo(once.lints());
    assertThat(again.inputs()).isEqualTo(once.inputs());
    assertThat(again.outputs()).isEqualTo(once.outputs());
  }

  private static byte[] bytes(TfliteOptions options, Path file) throws IOException {
    TfliteWriter.write(TfliteExporter.export(IrParser.parse(GRAPH), options).model(), file);
    return Files.readAllBytes(file);
  }
}
