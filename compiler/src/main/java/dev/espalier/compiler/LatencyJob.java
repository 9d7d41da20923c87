package dev.espalier.compiler;

import dev.espalier.latency.estimate.KernelTime;
import dev.espalier.latency.profile.Profile;
import dev.espalier.tflite.NotOnTargetException;
import dev.espalier.tflite.TfliteOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * Predicts the time of a model on a device: of an ONNX model after compiling and lowering it, of a
 * TFLite file as it is.
 *
 * @param inputShapes shapes that fix symbolic sizes, by input
 */
public record LatencyJob(Path model, Profile profile, Map<String, long[]> inputShapes) {
  /**
   * A kernel, what it computes, and its time.
   *
   * @param operators in the order they run
   * @param node of the model that the first was made from
   * @param unvalidatedMs of {@code predictedMs}, what comes from formulas nobody has checked
   * @param intervalFactor 90 % of held-out kernels were within the prediction divided and
   *     multiplied by it; 1 where nothing was measured
   */
  public record KernelFigures(
      String operators,
      String node,
      double predictedMs,
      double unvalidatedMs,
      double intervalFactor,
      long macs) {
    static KernelFigures of(KernelTime time) {
      return new KernelFigures(
          time.kernel().operators(),
          time.kernel().node(),
          time.milliseconds(),
          time.prediction().unvalidated(),
          time.prediction().factor(),
          time.kernel().macs());
    }
  }

  /** The figures of the whole, of every kernel, and what a reader must know. */
  public record Result(
      String file,
      LatencyFigures latency,
      List<KernelFigures> kernels,
      List<CompileReport.Lint> lints) {
    public Result {
      kernels = List.copyOf(kernels);
      lints = List.copyOf(lints);
    }
  }

  /**
   * Predicts.
   *
   * @throws dev.espalier.onnx.OnnxException when the model cannot be read
   * @throws NotOnTargetException when the GPU does not take all of it, or a size is not known
   */
  public Result run() {
    LowerModel lowered = new LowerModel(model, inputShapes, TfliteOptions.DEFAULTS);
    PredictedTime time =
        PredictedTime.of(lowered.run(), new DeviceBudget(profile, OptionalDouble.empty()));
    return new Result(
        model.getFileName().toString(),
        time.figures(),
        time.estimate().kernels().stream().map(KernelFigures::of).toList(),
        time.lints().stream().map(Figures::lint).toList());
  }
}
