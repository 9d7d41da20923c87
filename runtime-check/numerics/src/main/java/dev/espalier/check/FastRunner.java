package dev.espalier.check;

import dev.espalier.check.OnnxRuntimeRunner.Optimise;
import java.nio.file.Path;

/** Runs a model as fast as its runtime can, on all processors. */
public final class FastRunner {
  public static final int THREADS = Runtime.getRuntime().availableProcessors();

  /** All optimisations. */
  public static final OnnxRuntimeRunner.Settings ONNX =
      new OnnxRuntimeRunner.Settings(Optimise.ALL, THREADS);

  private FastRunner() {}

  /** Loads a file in the runtime of its format. */
  public static Runner open(Path model) {
    return switch (ModelFormat.of(model)) {
      case ONNX -> OnnxRuntimeRunner.open(model, ONNX);
      case TFLITE -> TfliteRunner.open(model, new TfliteRunner.Settings(true, THREADS));
    };
  }
}
