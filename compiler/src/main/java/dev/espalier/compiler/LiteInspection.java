package dev.espalier.compiler;

import dev.espalier.compiler.CompileReport.OperatorUse;
import dev.espalier.tflite.GpuReport;
import dev.espalier.tflite.file.OperatorVersions;
import dev.espalier.tflite.file.RuntimeVersion;
import dev.espalier.tflite.file.TfliteFile;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.gpu.GpuRules;
import dev.espalier.tflite.gpu.GpuVerdict;
import dev.espalier.tflite.model.LiteModel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is in a TFLite file.
 *
 * @param file its name without folders
 * @param minRuntime the oldest runtime that knows all its operators, custom ones left out
 * @param otherSubgraphs graphs of the file that the figures leave out
 * @param gpu what the GPU delegate of phones would do with it
 * @param lints why, and what is unusual about the file
 */
public record LiteInspection(
    String file,
    String format,
    Optional<String> minRuntime,
    String description,
    List<Inspection.Port> inputs,
    List<Inspection.Port> outputs,
    int otherSubgraphs,
    int nodes,
    long parameters,
    long macs,
    List<OperatorUse> operators,
    GpuReport gpu,
    List<CompileReport.Lint> lints) {
  public LiteInspection {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    operators = List.copyOf(operators);
    lints = List.copyOf(lints);
  }

  /**
   * Reads a file.
   *
   * @throws dev.espalier.tflite.TfliteException when it is no valid TFLite file
   */
  public static LiteInspection of(Path file) {
    TfliteFile read = TfliteReader.open(file);
    LiteModel model = read.model();
    LiteCount count = LiteCount.of(model);
    GpuVerdict verdict = GpuRules.check(model);
    return new LiteInspection(
        file.getFileName().toString(),
        Format.TFLITE.text(),
        OperatorVersions.minRuntime(model).map(RuntimeVersion::toString),
        model.description(),
        ports(model, model.inputs()),
        ports(model, model.outputs()),
        model.otherSubgraphs(),
        model.ops().size(),
        count.parameters(),
        count.macs(),
        LiteCount.operators(model),
        verdict.report(),
        Stream.concat(verdict.lints().stream(), read.remarks().stream())
            .map(Figures::lint)
            .toList());
  }

  private static List<Inspection.Port> ports(LiteModel model, List<LiteModel.Port> ports) {
    return ports.stream()
        .map(port -> new Inspection.Port(port.name(), model.tensor(port.tensor()).type()))
        .toList();
  }
}
