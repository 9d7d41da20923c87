package dev.espalier.compiler;

import dev.espalier.check.Comparison;
import dev.espalier.check.ModelFormat;
import dev.espalier.check.RunException;
import dev.espalier.ir.Graph;
import dev.espalier.ir.IrException;
import dev.espalier.ir.reduce.ReduceGraph;
import dev.espalier.onnx.NotRepresentableException;
import dev.espalier.onnx.OnnxException;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
      new OnnxWriter().write(OnnxModel.of(graph), before);
      write(compile.apply(graph), after);
      var inputs = Comparison.inputs(before, after, Map.of(), Optional.empty());
      return Comparison.ofOutputs(before, after, inputs, tolerance).differs();
    } catch (IrException
        | NotRepresentableException
        | NotOnTargetException
        | OnnxException
        | RunException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(Graph compiled, Path file) throws IOException {
    switch (format) {
      case ONNX -> new OnnxWriter().write(OnnxModel.of(compiled), file);
      case TFLITE ->
          TfliteWriter.write(TfliteExporter.export(compiled, TfliteOptions.DEFAULTS).model(), file);
    }
  }
}
