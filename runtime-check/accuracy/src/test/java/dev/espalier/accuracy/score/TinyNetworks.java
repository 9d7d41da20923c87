package dev.espalier.accuracy.score;

import dev.espalier.check.OnnxRuntimeRunner;
import dev.espalier.check.Runner;
import dev.espalier.check.TfliteRunner;
import dev.espalier.ir.Graph;
import dev.espalier.ir.text.IrParser;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxReader;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import dev.espalier.tflite.TfliteExporter;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.file.TfliteWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Models for tests, in the real runtimes. */
final class TinyNetworks {
  private TinyNetworks() {}

  /** A graph as an ONNX file. */
  static Path onnx(Path folder, String text) throws IOException {
    Path file = Files.createTempFile(folder, "model", ".onnx");
    new OnnxWriter().write(OnnxModel.of(IrParser.parse(text)), file);
    return file;
  }

  /** A graph in ONNX Runtime. */
  static Runner inOnnxRuntime(Path folder, String text) throws IOException {
    return OnnxRuntimeRunner.open(onnx(folder, text), OnnxRuntimeRunner.Settings.PLAIN);
  }

  /** An ONNX file, compiled, in TFLite. */
  static Runner inTflite(Path folder, Path onnx) throws IOException {
    Graph compiled = Pipeline.standard(OnnxReader.read(onnx).graph()).graph();
    Path file = Files.createTempFile(folder, "model", ".tflite");
    TfliteWriter.write(TfliteExporter.export(compiled, TfliteOptions.DEFAULTS).model(), file);
    return TfliteRunner.open(file, TfliteRunner.Settings.XNNPACK);
  }
}
