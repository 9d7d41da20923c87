package dev.espalier.compiler;

import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxOrigin;
import dev.espalier.onnx.OnnxWriter;
import dev.espalier.passes.Pipeline;
import dev.espalier.savedmodel.SavedModelWriter;
import dev.espalier.tflite.TfliteExport;
import dev.espalier.tflite.file.TfliteReader;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes a compiled graph in the formats asked for. */
record WriteModels(CompileOptions options, Path folder) {
  private static final String METADATA = "espalier.compile";

  /**
   * Writes the files.
   *
   * @param input the model that was compiled
   * @param lowered the compiled graph as TFLite sees it; absent when no format needs it
   */
  ModelFiles write(OnnxModel input, Pipeline.Result compiled, Optional<TfliteExport> lowered)
      throws IOException {
    Optional<OnnxWriter.Summary> onnx = Optional.empty();
    if (options.emit().contains(Format.ONNX)) {
      onnx = Optional.of(onnx(input, compiled));
    }
    Optional<TfliteExport> tflite = lowered.filter(l -> options.emit().contains(Format.TFLITE));
    if (tflite.isPresent()) {
      tflite(input.origin(), tflite.get());
    }
    Optional<SavedModelWriter.Summary> savedModel = Optional.empty();
    if (lowered.isPresent() && options.emit().contains(Format.SAVEDMODEL)) {
      savedModel = Optional.of(SavedModelWriter.write(lowered.get().model(), folder));
    }
    return new ModelFiles(folder, digests(onnx), onnx, tflite, savedModel);
  }

  /** Of all files written so far; the writer of ONNX has computed its own. */
  private SortedMap<String, String> digests(Optional<OnnxWriter.Summary> onnx) throws IOException {
    SortedMap<String, String> digests = new TreeMap<>();
    onnx.stream()
        .flatMap(written -> written.files().stream())
        .forEach(file -> digests.put(file.name(), file.sha256()));
    for (Path file : Folders.list(folder)) {
      String name = file.getFileName().toString();
      if (!digests.containsKey(name)) {
        digests.put(name, Digest.sha256(file));
      }
    }
    return digests;
  }

  private OnnxWriter.Summary onnx(OnnxModel input, Pipeline.Result compiled) throws IOException {
    OnnxWriter writer =
        options.opset().isPresent()
            ? new OnnxWriter(Math.toIntExact(options.opset().getAsLong()))
            : new OnnxWriter();
    String trace = ReportJson.line(Trace.of(compiled));
    return writer
        .withMetadata(Map.of(METADATA, trace))
        .write(input.withGraph(compiled.graph()), folder.resolve(Format.ONNX.file()));
  }

  /** The strict reader has the last word on what was written, with or without a check. */
  private void tflite(OnnxOrigin origin, TfliteExport export) throws IOException {
    Path file = folder.resolve(Format.TFLITE.file());
    TfliteWriter.write(withPreprocessing(origin, export.model()), file);
    TfliteReader.readWritten(file);
  }

  private static LiteModel withPreprocessing(OnnxOrigin origin, LiteModel model) {
    String text = origin.metadata().get(OnnxOrigin.PREPROCESSING);
    if (text == null) {
      return model;
    }
    Map<String, byte[]> metadata = new TreeMap<>(model.metadata());
    metadata.put(OnnxOrigin.PREPROCESSING, text.getBytes(StandardCharsets.UTF_8));
    return model.withMetadata(metadata);
  }
}
