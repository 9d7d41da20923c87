package dev.espalier.compiler;

import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import dev.espalier.tflite.TfliteOptions.Precision;
import dev.espalier.tflite.TfliteOptions.Target;
import java.io.IOException;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How to compile, as a user says it on the command line or in a build.
 *
 * @param options by their names on the command line, each with what it was given; a flag has none
 */
public record CompileArguments(SortedMap<String, List<String>> options) {
  public static final String EMIT = "emit";
  public static final String TARGET = "target";
  public static final String IO_LAYOUT = "io-layout";
  public static final String OUTPUT = "output";
  public static final String PRECISION = "precision";
  public static final String TARGET_RUNTIME = "target-runtime";
  public static final String OPSET = "opset";
  public static final String INPUT_SHAPE = "input-shape";
  public static final String ALIGN = "align";
  public static final String SAMPLES = "samples";
  public static final String TOLERANCE = "tolerance";
  public static final String MAX_BYTES = "max-bytes";
  public static final String DEVICE = "device";
  public static final String BUDGET = "budget-ms";
  public static final String NO_VERIFY = "no-verify";
  public static final String DRY_RUN = "dry-run";
  public static final String STRICT = "strict";

  /** The names of all options. */
  public static final List<String> NAMES =
      List.of(
          EMIT,
          TARGET,
          IO_LAYOUT,
          OUTPUT,
          PRECISION,
          TARGET_RUNTIME,
          OPSET,
          INPUT_SHAPE,
          ALIGN,
          SAMPLES,
          TOLERANCE,
          MAX_BYTES,
          DEVICE,
          BUDGET,
          NO_VERIFY,
          DRY_RUN,
          STRICT);

  /** The largest width that {@link #ALIGN} takes. */
  public static final long MOST_ALIGNED = 1 << 16;

  private static final double LONGEST = 1e9;

  public CompileArguments {
    options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
  }

  /**
   * Reads the options.
   *
   * @throws OptionException when one cannot be what it was given
   * @throws IOException when the profile of a device cannot be read
   */
  public CompileOptions read() throws IOException {
    CompileOptions.Builder builder =
        CompileOptions.builder()
            .tflite(tflite())
            .inputShapes(shapes(options.getOrDefault(INPUT_SHAPE, List.of())))
            .verify(!options.containsKey(NO_VERIFY))
            .dryRun(options.containsKey(DRY_RUN))
            .strict(options.containsKey(STRICT));
    value(EMIT).ifPresent(given -> builder.emit(formats(given)));
    whole(OPSET, Integer.MAX_VALUE).ifPresent(builder::opset);
    whole(ALIGN, MOST_ALIGNED).ifPresent(builder::align);
    value(SAMPLES).map(OptionValue::folder).ifPresent(builder::samples);
    value(TOLERANCE).ifPresent(given -> builder.tolerance(given.number(0, 1)));
    whole(MAX_BYTES, Long.MAX_VALUE).ifPresent(builder::maxBytes);
    device().ifPresent(builder::device);
    return builder.build();
  }

  /** Shapes of inputs, each given as {@code name=1x3x512x1024}. */
  public static Map<String, long[]> shapes(Collection<String> texts) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    for (String text : texts) {
      OptionValue.NamedShape shape = new OptionValue(INPUT_SHAPE, text).shape();
      shapes.put(shape.input(), shape.shape());
    }
    return shapes;
  }

  /** A time in milliseconds, above 0. */
  public static double budget(OptionValue value) {
    return value.positive(LONGEST);
  }

  private Optional<OptionValue> value(String option) {
    return options.getOrDefault(option, List.of()).stream()
        .findFirst()
        .map(text -> new OptionValue(option, text));
  }

  private static Set<Format> formats(OptionValue given) {
    Set<Format> formats = EnumSet.noneOf(Format.class);
    for (String name : given.text().split(",", -1)) {
      formats.add(
          Format.parse(name)
              .orElseThrow(() -> new OptionException("--%s: there is no format '%s'", EMIT, name)));
    }
    return formats;
  }

  private TfliteOptions tflite() {
    return new TfliteOptions(
        constant(TARGET, Target.GPU_SAFE, Target.values()),
        constant(IO_LAYOUT, IoLayout.NHWC, IoLayout.values()),
        constant(OUTPUT, OutputForm.LOGITS, OutputForm.values()),
        constant(PRECISION, Precision.FP32, Precision.values()),
        runtime());
  }

  private <E extends Enum<E>> E constant(String option, E otherwise, E[] constants) {
    String[] words = Stream.of(constants).map(CompileArguments::word).toArray(String[]::new);
    String word = value(option).map(given -> given.oneOf(words)).orElse(word(otherwise));
    return constants[List.of(words).indexOf(word)];
  }

  /** A constant as a user writes it. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private Optional<String> runtime() {
    Optional<String> runtime = value(TARGET_RUNTIME).map(OptionValue::text);
    runtime.ifPresent(
        version -> {
          if (!version.matches("\\d{1,4}(\\.\\d{1,4}){1,2}")) {
            throw new OptionException(
                "--%s is a version such as 2.9 or 2.14.0, not '%s'", TARGET_RUNTIME, version);
          }
        });
    return runtime;
  }

  private OptionalLong whole(String option, long most) {
    return value(option).stream().mapToLong(given -> given.whole(1, most)).findFirst();
  }

  private Optional<DeviceBudget> device() throws IOException {
    OptionalDouble budget =
        value(BUDGET).stream().mapToDouble(CompileArguments::budget).findFirst();
    Optional<OptionValue> device = value(DEVICE);
    if (device.isPresent()) {
      return Optional.of(new DeviceBudget(device.get().profile(), budget));
    } else if (budget.isPresent()) {
      throw new OptionException("--%s needs --%s", BUDGET, DEVICE);
    }
    return Optional.empty();
  }
}
