package dev.espalier.check;

import java.nio.file.Path;
import java.util.List;

/**
 * The model that candidates are compared with, on fixed inputs.
 *
 * @param name how reports call it
 */
public record Reference(String name, Runner runner, Noise noise, List<EvidenceInput> inputs)
    implements AutoCloseable {
  public Reference {
    inputs = List.copyOf(inputs);
  }

  /**
   * Opens an ONNX model with optimisations off and one thread, and measures its noise.
   *
   * @throws RunException when ONNX Runtime cannot load or run it
   */
  public static Reference open(Path model, List<EvidenceInput> inputs) {
    Noise noise = Noise.measure(model, inputs);
    Runner runner = OnnxRuntimeRunner.open(model, OnnxRuntimeRunner.Settings.PLAIN);
    return new Reference(model.getFileName().toString(), runner, noise, inputs);
  }

  @Override
  public void close() {
    runner.close();
  }
}
