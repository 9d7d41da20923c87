package dev.espalier.compiler;

import dev.espalier.onnx.OnnxWriter;
import dev.espalier.savedmodel.SavedModelWriter;
import dev.espalier.tflite.TfliteExport;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The written model files; each absent when it was not asked for.
 *
 * @param folder they are in
 * @param onnx what was written as ONNX
 * @param tflite what was written as TFLite
 * @param savedModel what was written as SavedModel
 */
record ModelFiles(
    Path folder,
    Optional<OnnxWriter.Summary> onnx,
    Optional<TfliteExport> tflite,
    Optional<SavedModelWriter.Summary> savedModel) {
  Path path(Format format) {
    return folder.resolve(format.file());
  }
}
