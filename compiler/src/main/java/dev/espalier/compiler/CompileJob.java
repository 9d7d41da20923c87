package dev.espalier.compiler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The main job: reads a supernet, takes out what is masked or not chosen, writes what is left, and
 * proves that it computes the same.
 *
 * @param model the ONNX file to compile
 * @param folder where the outputs go
 */
public record CompileJob(Path model, Path folder, CompileOptions options) {
  /**
   * Compiles. Outputs of an earlier run are replaced as a set, and only when every check passes.
   *
   * @throws OutputException when the outputs cannot be written
   * @throws dev.espalier.onnx.OnnxException when the model cannot be read
   * @throws dev.espalier.onnx.NotRepresentableException when ONNX cannot express the result
   * @throws dev.espalier.tflite.NotOnTargetException when TFLite, or the GPU, cannot
   */
  public CompileResult run(CompileListener listener) throws OutputException {
    if (options.dryRun()) {
      return dryRun(listener);
    }
    try (OutputFolder outputs = OutputFolder.open(folder, listener::moving)) {
      requireOtherThanInput();
      CompileResult result = compile(outputs.begin(), listener);
      if (result.failures().isEmpty()) {
        return result.withFiles(outputs.accept());
      }
      return result.withRejected(outputs.reject(ReportFile.ofEveryRun()));
    }
  }

  private CompileResult dryRun(CompileListener listener) throws OutputException {
    try {
      Path temporary = Files.createTempDirectory("espalier");
      try {
        return compile(temporary, listener);
      } finally {
        Folders.delete(temporary);
      }
    } catch (IOException e) {
      throw OutputException.of(Path.of(System.getProperty("java.io.tmpdir")), e);
    }
  }

  private CompileResult compile(Path into, CompileListener listener) throws OutputException {
    try {
      return new Compilation(this, into, listener).run();
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }

  private void requireOtherThanInput() throws OutputException {
    try {
      for (Format format : options.emit()) {
        Path output = folder.resolve(format.file());
        if (Files.exists(output) && Files.exists(model) && Files.isSameFile(output, model)) {
          throw new OutputException("cannot write " + output + ": it is the input model");
        }
      }
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
  }
}
