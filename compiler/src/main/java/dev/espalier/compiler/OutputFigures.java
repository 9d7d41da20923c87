package dev.espalier.compiler;

import dev.espalier.compiler.CompileReport.Output;
import dev.espalier.ir.MacCount;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.savedmodel.SavedModelWriter;
import dev.espalier.tflite.TfliteExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the report tells about the written files. */
final class OutputFigures {
  private OutputFigures() {}

  /**
   * @param count of the compiled graph
   */
  static List<Output> of(ModelFiles files, MacCount count) throws IOException {
    List<Output> outputs = new ArrayList<>();
    if (files.onnx().isPresent()) {
      outputs.add(onnx(files.onnx().get(), count));
    }
    if (files.tflite().isPresent()) {
      outputs.add(tflite(files.tflite().get(), files.path(Format.TFLITE)));
    }
    if (files.savedModel().isPresent()) {
      outputs.add(savedModel(files.savedModel().get(), files.path(Format.SAVEDMODEL), count));
    }
    return outputs;
  }

  private static Output onnx(OnnxWriter.Summary written, MacCount count) {
    return new Output(
        Format.ONNX.text(),
        Format.ONNX.file(),
        written.files().get(0).sha256(),
        written.bytes(),
        written.nodes(),
        count.parameters(),
        count.total().value(),
        Optional.of(written.opset()),
        Optional.empty(),
        List.of());
  }

  private static Output savedModel(SavedModelWriter.Summary written, Path file, MacCount count)
      throws IOException {
    return new Output(
        Format.SAVEDMODEL.text(),
        Format.SAVEDMODEL.file(),
        Digest.sha256(file),
        written.bytes(),
        written.nodes(),
        count.parameters(),
        count.total().value(),
        Optional.empty(),
        Optional.empty(),
        List.of());
  }

  private static Output tflite(TfliteExport export, Path file) throws IOException {
    LiteCount count = LiteCount.of(export.model());
    return new Output(
        Format.TFLITE.text(),
        Format.TFLITE.file(),
        Digest.sha256(file),
        Files.size(file),
        export.model().ops().size(),
        count.parameters(),
        count.macs(),
        Optional.empty(),
        Optional.of(export.minRuntime()),
        LiteCount.operators(export.model()));
  }
}
