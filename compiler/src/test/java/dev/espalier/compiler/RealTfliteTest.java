package dev.espalier.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.EvidenceInputs;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.SharedModels;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.Lint.Level;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Real models as TFLite files, run by the real interpreter on one input each. */
class RealTfliteTest {
  /** Sizes for the models that leave some open. */
  private static final Map<String, Map<String, long[]>> SHAPES =
      Map.of(
          "portrait-prisma", Map.of("input_3", new long[] {1, 3, 256, 256}),
          "ppocrv3-det", Map.of("x", new long[] {1, 3, 96, 160}),
          "st-mobilenetv2-0.35-128", Map.of("input_1", new long[] {1, 3, 128, 128}));

  @TempDir Path folder;

  @ParameterizedTest
  @MethodSource("dev.espalier.onnx.SharedModels#valid")
  void isEqualAndFitForTheGpu(String name) throws IOException {
    Path file = SharedModels.file(name);
    Map<String, long[]> shapes = SHAPES.getOrDefault(name, Map.of());
    OnnxModel model = OnnxReader.read(file, shapes);
    Pipeline.Result compiled = Pipeline.standard(model.graph());
    TfliteExport export = TfliteExporter.export(compiled.graph(), TfliteOptions.DEFAULTS);
    assertThat(export.gpu().supported()).isTrue();
    assertThat(export.gpu().partitions()).isEqualTo(1);
    assertThat(export.lints()).noneMatch(lint -> lint.level() == Level.ERROR);
    assertThat(export.layout().transposes()).isZero();
    assertEqual(file, model, compiled, export);
    TfliteOptions any = TfliteOptions.DEFAULTS.withTarget(Target.ANY);
    TfliteExport other = TfliteExporter.export(compiled.graph(), any);
    if (!other.model().ops().equals(export.model().ops())) {
      assertEqual(file, model, compiled, other);
    }
  }

  private void assertEqual(
      Path file, OnnxModel model, Pipeline.Result compiled, TfliteExport export)
      throws IOException {
    CompileOptions options = CompileOptions.builder().emit(Format.TFLITE).build();
    ModelFiles files = new WriteModels(options, folder).write(model, compiled, Optional.of(export));
    List<EvidenceInput> inputs =
        EvidenceInputs.of(
            Sizes.ports(model.graph()), Map.of(), EvidenceInputs.SEED, Optional.empty());
    List<EquivalenceRow> rows =
        new Verification(file, options, inputs.subList(0, 1)).compare(files);
    assertThat(rows).hasSize(2 * model.graph().outputs().size());
    assertThat(rows).allSatisfy(row -> assertThat(row.pass()).as(row.toString()).isTrue());
  }
}
