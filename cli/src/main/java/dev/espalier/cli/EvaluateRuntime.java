package dev.espalier.cli;

import dev.espalier.check.FastRunner;
import dev.espalier.check.ModelFormat;
import dev.espalier.check.Runner;
import dev.espalier.check.TemporaryModel;
import dev.espalier.compiler.LowerModel;
import dev.espalier.search.djl.DjlRunner;
import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import dev.espalier.tflite.TfliteOptions.Precision;
import dev.espalier.tflite.TfliteOptions.Target;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What runs the model of {@code evaluate}: as fast as it can, on all processors. */
enum EvaluateRuntime {
  ONNXRUNTIME,
  TFLITE,
  DJL;

  /** All of TFLite, in the form of the model. */
  private static final TfliteOptions ANY =
      new TfliteOptions(
          Target.ANY, IoLayout.NHWC, OutputForm.LOGITS, Precision.FP32, Optional.empty());

  /** The words on the command line. */
  static String[] words() {
    return Arrays.stream(values()).map(EvaluateRuntime::text).toArray(String[]::new);
  }

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The runtime of a model's own format. */
  static EvaluateRuntime of(Path model) {
    return ModelFormat.of(model) == ModelFormat.TFLITE ? TFLITE : ONNXRUNTIME;
  }

  /**
   * The shapes that are not fixed once the model is open: none of a model that was lowered, whose
   * axes may have another order.
   */
  Map<String, long[]> left(Path model, Map<String, long[]> shapes) {
    return this == TFLITE && of(model) != TFLITE ? Map.of() : shapes;
  }

  /** Loads a model; in TFLite an ONNX model is compiled first. */
  Runner open(Path model, Map<String, long[]> shapes) {
    boolean tflite = of(model) == TFLITE;
    if (tflite && this != TFLITE) {
      throw new UsageException("%s is a TFLite file, which --runtime %s cannot run", model, text());
    }
    return switch (this) {
      case ONNXRUNTIME -> FastRunner.open(model);
      case TFLITE ->
          tflite
              ? FastRunner.open(model)
              : TemporaryModel.open(
                  model, new LowerModel(model, shapes, ANY).run(), FastRunner.ONNX);
      case DJL -> djl(model);
    };
  }

  private static Runner djl(Path model) {
    PyTorchJars.require("--runtime djl");
    return DjlRunner.open(model, FastRunner.THREADS);
  }
}
