package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxOrigin;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.structures.Structure;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every structure as a file: what is compiled from it runs in ONNX Runtime and in TFLite, and
 * computes what the masked network computes.
 */
class StructuresTest {
  private static final CompileOptions ON_THE_CPU =
      CompileOptions.builder()
          .tflite(TfliteOptions.DEFAULTS.withTarget(TfliteOptions.Target.ANY))
          .build();
  private static final String REFUSED = "refused: ";

  @TempDir Path folder;

  static List<Structure> structures() {
    return Structure.all();
  }

  @ParameterizedTest
  @MethodSource("structures")
  void runs(Structure structure) throws Exception {
    Graph graph = IrParser.parse(structure.text());
    Path file = folder.resolve("supernet.onnx");
    new OnnxWriter().write(new OnnxModel(graph, OnnxOrigin.none(graph)), file);
    Optional<String> refusal = refusal(structure);
    if (refusal.isPresent()) {
      assertThatThrownBy(() -> compile(file, ON_THE_CPU))
          .isInstanceOf(NotOnTargetException.class)
          .hasMessageContaining(refusal.get());
      compile(file, CompileOptions.builder().emit(Format.ONNX).build());
    } else {
      compile(file, ON_THE_CPU);
    }
  }

  private static Optional<String> refusal(Structure structure) {
    return structure
        .lines("tflite")
        .map(lines -> lines.get(0))
        .map(line -> line.substring(REFUSED.length()));
  }

  private void compile(Path file, CompileOptions options) throws OutputException {
    CompileResult result = new CompileJob(file, folder.resolve("out"), options).run(step -> {});
    assertThat(result.failures()).isEmpty();
    assertThat(result.report().equivalence())
        .extracting(row -> row.format())
        .containsAll(options.emit().stream().map(Format::text).toList());
    assertThat(result.report().equivalence()).allMatch(row -> row.pass());
  }
}
