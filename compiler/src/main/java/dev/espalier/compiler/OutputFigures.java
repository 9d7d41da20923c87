package dev.espalier.compiler;

import dev.espalier.compiler.CompileReport.Output;
import dev.espalier.ir.MacCount;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.savedmodel.SavedModelWriter;
import dev.espalier.tflite.TfliteExport;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the report tells about the written files. */
final class OutputFigures {
  private final ModelFiles files;
  private final MacCount count;

  private OutputFigures(ModelFiles files, MacCount count) {
    this.files = files;
    this.count = count;
  }

  /**
   * @param count of the compiled graph
   */
  static List<Output> of(ModelFiles files, MacCount count) throws IOException {
    OutputFigures figures = new OutputFigures(files, count);
    List<Output> outputs = new ArrayList<>();
    files.onnx().map(figures::onnx).ifPresent(outputs::add);
    if (files.tflite().isPresent()) {
      outputs.add(figures.tflite(files.tflite().get()));
    }
    files.savedModel().map(figures::savedModel).ifPresent(outputs::add);
    return outputs;
  }

  private String digest(Format format) {
    return files.digests().get(format.file());
  }

  private Output onnx(OnnxWriter.Summary written) {
    return new Output(
        Format.ONNX.text(),
        Format.ONNX.file(),
        digest(Format.ONNX),
        written.bytes(),
        written.nodes(),
        count.parameters(),
        count.total().value(),
        Optional.of(written.opset()),
        Optional.empty(),
        List.of());
  }

  private Output savedModel(SavedModelWriter.Summary written) {
    return new Output(
        Format.SAVEDMODEL.text(),
        Format.SAVEDMODEL.file(),
        digest(Format.SAVEDMODEL),
        written.bytes(),
        written.nodes(),
        count.parameters(),
        count.total().value(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private Output tflite(TfliteExport export) throws IOException {
    LiteCount lite = LiteCount.of(export.model());
    return new Output(
        Format.TFLITE.text(),
        Format.TFLITE.file(),
        digest(Format.TFLITE),
        Files.size(files.path(Format.TFLITE)),
        export.model().ops().size(),
        lite.parameters(),
        lite.macs(),
        Optional.empty(),
        Optional.of(export.minRuntime()),
        LiteCount.operators(export.model()));
  }
}
