package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import dev.espalier.ir.Tensor;
import dev.espalier.tflite.file.TfliteWriter;
import dev.espalier.tflite.model.LiteModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A TFLite model that is in a file only while it runs. */
public final class TemporaryModel implements Runner {
  private final Path file;
  private final Runner runner;

  private TemporaryModel(Path file, Runner runner) {
    this.file = file;
    this.runner = runner;
  }

  /**
   * Opens a model.
   *
   * @param origin the file it was made from, for messages
   * @throws RunException when it cannot be written, or the runtime cannot load it
   */
  public static Runner open(Path origin, LiteModel model, Settings settings) {
    try {
      Path file = Files.createTempFile("espalier", ".tflite");
      try {
        TfliteWriter.write(model, file);
        return new TemporaryModel(file, ModelFormat.TFLITE.open(file, settings));
      } catch (IOException | RuntimeException e) {
        Files.delete(file);
        throw e;
      }
    } catch (IOException e) {
      throw new RunException(origin.toString(), "writing a copy of the model", e);
    }
  }

  @Override
  public List<PortType> inputs() {
    return runner.inputs();
  }

  @Override
  public List<PortType> outputs() {
    return runner.outputs();
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return runner.run(inputs);
  }

  @Override
  public void close() {
    runner.close();
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new RunException(file.toString(), "deleting a copy of the model", e);
    }
  }
}
