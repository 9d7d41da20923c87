package dev.espalier.compiler;

import dev.espalier.check.Candidate;
import dev.espalier.check.Equivalence;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.EvidenceException;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.EvidenceInputs;
import dev.espalier.check.ModelFormat;
import dev.espalier.check.Reference;
import dev.espalier.check.RunException;
import dev.espalier.check.Runner;
import dev.espalier.check.TfliteRunner;
import dev.espalier.check.Tolerance;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.reduce.ReduceGraph;
import dev.espalier.onnx.NotRepresentableException;
import dev.espalier.onnx.OnnxException;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.UnaryOperator;

/**
 * Looks for the smallest graph that compiling changes.
 *
 * @param compile what is at fault
 * @param format in which the compiled graph is compared
 * @param tolerance by which it is compared; absent for the usual rule
 */
record ReduceCompile(UnaryOperator<Graph> compile, ModelFormat format, OptionalDouble tolerance) {
  /** How many graphs are compiled at most. */
  private static final int MOST = 300;

  /** The graph; empty when compiling the model does not change what it computes. */
  Optional<Graph> of(Path model) throws IOException {
    Path temporary = Files.createTempDirectory("espalier");
    try {
      Graph graph = OnnxReader.read(model).graph();
      return differs(graph, temporary)
          ? Optional.of(ReduceGraph.reduce(graph, g -> differs(g, temporary), MOST))
          : Optional.empty();
    } catch (OnnxException e) {
      return Optional.empty();
    } finally {
      Folders.delete(temporary);
    }
  }

  /** Whether both can be written and run, and differ. */
  private boolean differs(Graph graph, Path folder) {
    Path before = folder.resolve("before.onnx");
    Path after = folder.resolve("after." + format.text());
    try {
      List<EvidenceInput> inputs =
          EvidenceInputs.of(Sizes.ports(graph), Map.of(), EvidenceInputs.SEED, Optional.empty());
      new OnnxWriter().write(OnnxModel.of(graph), before);
      Graph compiled = compile.apply(graph);
      return switch (format) {
        case ONNX -> differsInOnnx(compiled, before, after, inputs);
        case TFLITE -> differsInTflite(compiled, before, after, inputs);
      };
    } catch (EvidenceException
        | IrException
        | NotRepresentableException
        | NotOnTargetException
        | OnnxException
        | RunException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean differsInOnnx(Graph compiled, Path before, Path after, List<EvidenceInput> inputs)
      throws IOException {
    new OnnxWriter().write(OnnxModel.of(compiled), after);
    return differ(Equivalence.compare(before, after, inputs, allowed(Tolerance.ONNX)));
  }

  private boolean differsInTflite(
      Graph compiled, Path before, Path after, List<EvidenceInput> inputs) throws IOException {
    TfliteExport export = TfliteExporter.export(compiled, TfliteOptions.DEFAULTS);
    TfliteWriter.write(export.model(), after);
    try (Reference reference = Reference.open(before, inputs);
        Runner runner = TfliteRunner.open(after, TfliteRunner.Settings.PLAIN)) {
      Candidate candidate =
          Candidate.tflite(export, runner, Candidate.TFLITE, reference, allowed(Tolerance.TFLITE));
      return differ(Equivalence.compare(reference, List.of(candidate)));
    }
  }

  private Tolerance allowed(Tolerance usual) {
    return tolerance.isPresent() ? Tolerance.ofRange(tolerance.getAsDouble()) : usual;
  }

  /** By their numbers: an output of another name or type is another fault. */
  private static boolean differ(List<EquivalenceRow> rows) {
    return rows.stream().anyMatch(row -> !row.pass() && !row.worstInput().isEmpty());
  }
}
