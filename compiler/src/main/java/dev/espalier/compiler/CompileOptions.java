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
  public static final CompileOptions DEFAULTS = builder().build();

  public CompileOptions {
    emit = Collections.unmodifiableSet(EnumSet.copyOf(emit));
    inputShapes = Collections.unmodifiableMap(new TreeMap<>(inputShapes));
  }

  /** Starts from the {@link #DEFAULTS}. */
  public static Builder builder() {
    return new Builder();
  }

  /** Options of which only those are named that are not as usual. */
  public static final class Builder {
    private Set<Format> emit = EnumSet.of(Format.ONNX, Format.TFLITE);
    private OptionalLong opset = OptionalLong.empty();
    private OptionalLong align = OptionalLong.empty();
    private TfliteOptions tflite = TfliteOptions.DEFAULTS;
    private Map<String, long[]> inputShapes = Map.of();
    private Optional<Path> samples = Optional.empty();
    private boolean verify = true;
    private OptionalDouble tolerance = OptionalDouble.empty();
    private OptionalLong maxBytes = OptionalLong.empty();
    private Optional<DeviceBudget> device = Optional.empty();
    private boolean dryRun;
    private boolean strict;

    private Builder() {}

    public Builder emit(Format first, Format... others) {
      return emit(EnumSet.of(first, others));
    }

    public Builder emit(Set<Format> formats) {
      emit = formats;
      return this;
    }

    public Builder opset(long version) {
      opset = OptionalLong.of(version);
      return this;
    }

    public Builder align(long multiple) {
      align = OptionalLong.of(multiple);
      return this;
    }

    public Builder tflite(TfliteOptions options) {
      tflite = options;
      return this;
    }

    public Builder inputShapes(Map<String, long[]> shapes) {
      inputShapes = shapes;
      return this;
    }

    public Builder samples(Path folder) {
      samples = Optional.of(folder);
      return this;
    }

    public Builder verify(boolean compared) {
      verify = compared;
      return this;
    }

    public Builder tolerance(double fraction) {
      tolerance = OptionalDouble.of(fraction);
      return this;
    }

    public Builder maxBytes(long most) {
      maxBytes = OptionalLong.of(most);
      return this;
    }

    public Builder device(DeviceBudget budget) {
      device = Optional.of(budget);
      return this;
    }

    public Builder dryRun(boolean dry) {
      dryRun = dry;
      return this;
    }

    public Builder strict(boolean warningsFail) {
      strict = warningsFail;
      return this;
    }

    public CompileOptions build() {
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
          device,
          dryRun,
          strict);
    }
  }
}
