package dev.espalier.cli;

import dev.espalier.compiler.OutputException;
import dev.espalier.compiler.OutputFolder;
import dev.espalier.onnx.OnnxModel;
import dev.espalier.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Path;

/** Leaves a whole ONNX file, or none. */
final class ModelOutput {
  private ModelOutput() {}

  static OnnxWriter.Summary write(OnnxModel model, OnnxWriter writer, Path file)
      throws OutputException {
    Path target = file.toAbsolutePath().normalize();
    try (OutputFolder folder = OutputFolder.open(target.getParent())) {
      OnnxWriter.Summary summary =
          writer.write(model, folder.begin().resolve(target.getFileName()));
      folder.accept();
      return summary;
    } catch (IOException e) {
      throw OutputException.of(target, e);
    }
  }
}
