package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Settings;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A model whose inner values can be made outputs, and that can be cut at them. */
sealed interface Exposed permits ExposedOnnx, ExposedLite {
  /**
   * Reads a model of either format.
   *
   * @throws dev.espalier.onnx.OnnxException when it is no valid ONNX model
   * @throws dev.espalier.tflite.TfliteException when it is no valid TFLite file
   */
  static Exposed read(Path file) {
    return switch (ModelFormat.of(file)) {
      case ONNX -> ExposedOnnx.read(file);
      case TFLITE -> ExposedLite.read(file);
    };
  }

  /** Of its file. */
  ModelFormat format();

  /** Why inner values cannot be made outputs; empty when they can. */
  Optional<String> obstacle();

  /** The named results of operators, each after the values it is computed from. */
  List<String> values();

  /** The names of its inputs; weights that are declared as inputs are none. */
  Set<String> inputs();

  /**
   * These values, and those of the {@link #values} that depend on what they hold, not only on their
   * sizes.
   */
  Set<String> computedFrom(Set<String> values);

  /** The values that depend on what the inputs hold. */
  default Set<String> computed() {
    return computedFrom(inputs());
  }

  /**
   * Opens the model with all outputs it had, and after them these values, as outputs.
   *
   * @throws RunException when the runtime cannot load it
   */
  Runner open(Collection<String> values, Settings settings);

  /** What computes a value from others, or from the inputs of the model. */
  Part between(Set<String> from, String to);
}
