package dev.espalier.tflite;

import java.util.Optional;

/**
 * What a TFLite file must be.
 *
 * @param targetRuntime the oldest runtime that must take the file, such as {@code 2.9.0}; absent
 *     when any will do
 */
public record TfliteOptions(
    Target target,
    IoLayout ioLayout,
    OutputForm output,
    Precision precision,
    Optional<String> targetRuntime) {
  /** Which operators and forms may be used. */
  public enum Target {
    /** What the GPU delegate of phones takes as one partition and computes correctly. */
    GPU_SAFE,
    /** All of TFLite, with the meaning it has on the CPU. */
    ANY
  }

  /** The order of axes of images at inputs and outputs. */
  public enum IoLayout {
    NHWC,
    NCHW
  }

  /** Whether a segmentation network ends in scores or in classes. */
  public enum OutputForm {
    /** A final ArgMax is left out. */
    LOGITS,
    /** A final ArgMax is kept, or put behind scores [N, classes, H, W]. */
    ARGMAX
  }

  /** The element type in which weights are stored. */
  public enum Precision {
    FP32,
    FP16
  }

  public static final TfliteOptions DEFAULTS =
      new TfliteOptions(
          Target.GPU_SAFE, IoLayout.NHWC, OutputForm.LOGITS, Precision.FP32, Optional.empty());

  public TfliteOptions withTarget(Target other) {
    return new TfliteOptions(other, ioLayout, output, precision, targetRuntime);
  }

  public TfliteOptions withIoLayout(IoLayout other) {
    return new TfliteOptions(target, other, output, precision, targetRuntime);
  }

  public TfliteOptions withOutput(OutputForm other) {
    return new TfliteOptions(target, ioLayout, other, precision, targetRuntime);
  }

  public TfliteOptions withPrecision(Precision other) {
    return new TfliteOptions(target, ioLayout, output, other, targetRuntime);
  }

  public TfliteOptions withTargetRuntime(String version) {
    return new TfliteOptions(target, ioLayout, output, precision, Optional.of(version));
  }
}
