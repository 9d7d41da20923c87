package dev.espalier.compiler;

import dev.espalier.onnx.OnnxWriter;
import dev.espalier.savedmodel.SavedModelWriter;
import dev.espalier.tflite.TfliteExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The written model files; each absent when it was not asked for.
 *
 * @param folder they are in
 * @param digests SHA-256 of every file by its name, those with weights too
 * @param onnx what was written as ONNX
 * @param tflite what was written as TFLite
 * @param savedModel what was written as SavedModel
 */
record ModelFiles(
    Path folder,
    SortedMap<String, String> digests,
    Optional<OnnxWriter.Summary> onnx,
    Optional<TfliteExport> tflite,
    Optional<SavedModelWriter.Summary> savedModel) {
  Path path(Format format) {
    return folder.resolve(format.file());
  }

  /** Writes the file by which {@code sha256sum -c} checks all of them. */
  void writeChecksums() throws IOException {
    Files.writeString(folder.resolve(OutputFolder.CHECKSUMS), Checksums.text(digests));
  }
}
