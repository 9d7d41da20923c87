package dev.espalier.compiler;

import dev.espalier.tflite.TfliteOptions;
import java.nio.file.Path;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * How to compile.
 *
 * @param emit the formats to write
 * @param opset of the written ONNX file; absent for the default, which gives way to an operator
 *     that must keep the input's
 * @param align what the widths of coupled channels become a multiple of, by letting masked channels
 *     pass; absent to take the masks as they are
 * @param tflite what the written TFLite file must be
 * @param inputShapes shapes that fix symbolic sizes in every file written, by input
 * @param samples a folder of real inputs for the check
 * @param verify whether the written files are compared with the input model
 * @param tolerance the largest difference of the TFLite file, as a fraction of the output's range;
 *     absent for the usual rule, by which half precision is stated and never fails
 * @param maxBytes the most bytes a written model may have
 * @param device whose times are predicted
 * @param dryRun whether to do everything but leave the outputs
 * @param strict whether a warning fails the compile
 */
public record CompileOptions(
    Set<Format> emit,
    OptionalLong opset,
    OptionalLong align,
    TfliteOptions tflite,
    Map<String, long[]> inputShapes,
    Optional<Path> samples,
    boolean verify,
    OptionalDouble tolerance,
    OptionalLong maxBytes,
    Optional<DeviceBudget> device,
    boolean dryRun,
    boolean strict) {
  /** ONNX and TFLite, verified, without limits. */
  public static final CompileOptions DEFAULTS =
      new CompileOptions(
          EnumSet.of(Format.ONNX, Format.TFLITE),
          OptionalLong.empty(),
          OptionalLong.empty(),
          TfliteOptions.DEFAULTS,
          Map.of(),
          Optional.empty(),
          true,
          OptionalDouble.empty(),
          OptionalLong.empty(),
          Optional.empty(),
          false,
          false);

  public CompileOptions {
    emit = Collections.unmodifiableSet(EnumSet.copyOf(emit));
    inputShapes = Collections.unmodifiableMap(new TreeMap<>(inputShapes));
  }

  /** The same for other formats. */
  public CompileOptions withEmit(Format first, Format... others) {
    return new CompileOptions(
        EnumSet.of(first, others),
        opset,
        align,
        tflite,
        inputShapes,
        samples,
        verify,
        tolerance,
        maxBytes,
        device,
        dryRun,
        strict);
  }

  /** The same for another kind of TFLite file. */
  public CompileOptions withTflite(TfliteOptions other) {
    return new CompileOptions(
        emit,
        opset,
        align,
        other,
        inputShapes,
        samples,
        verify,
        tolerance,
        maxBytes,
        device,
        dryRun,
        strict);
  }

  /** The same with a time predicted for a device, and held to its budget. */
  public CompileOptions withDevice(DeviceBudget budget) {
    return new CompileOptions(
        emit,
        opset,
        align,
        tflite,
        inputShapes,
        samples,
        verify,
        tolerance,
        maxBytes,
        Optional.of(budget),
        dryRun,
        strict);
  }

  /** The same without a comparison with the input model. */
  public CompileOptions withoutCheck() {
    return new CompileOptions(
        emit,
        opset,
        align,
        tflite,
        inputShapes,
        samples,
        false,
        tolerance,
        maxBytes,
        device,
        dryRun,
        strict);
  }
}
