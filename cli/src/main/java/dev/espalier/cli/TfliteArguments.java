package dev.espalier.cli;

import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.IoLayout;
import dev.espalier.tflite.TfliteOptions.OutputForm;
import dev.espalier.tflite.TfliteOptions.Precision;
import dev.espalier.tflite.TfliteOptions.Target;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** The options that say what a TFLite file must be. */
final class TfliteArguments {
  private static final String TARGET = "target";
  private static final String IO_LAYOUT = "io-layout";
  private static final String OUTPUT = "output";
  private static final String PRECISION = "precision";
  private static final String TARGET_RUNTIME = "target-runtime";

  private TfliteArguments() {}

  static Options add(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                TARGET,
                "gpu-safe|any",
                "TFLite: only what a phone's GPU computes correctly, or all of TFLite"
                    + " (default gpu-safe)"))
        .addOption(
            CommonOptions.value(
                IO_LAYOUT, "nhwc|nchw", "TFLite: axes of inputs and outputs (default nhwc)"))
        .addOption(
            CommonOptions.value(
                OUTPUT,
                "logits|argmax",
                "TFLite: leave out a final arg-max, or keep or append one (default logits)"))
        .addOption(CommonOptions.value(PRECISION, "fp32|fp16", "TFLite: weights (default fp32)"))
        .addOption(
            CommonOptions.value(
                TARGET_RUNTIME, "V", "TFLite: the oldest runtime that must take it, such as 2.9"));
  }

  static TfliteOptions read(CommandLine line) {
    return new TfliteOptions(
        constant(Target.class, Arguments.oneOf(line, TARGET, "gpu-safe", "any")),
        constant(IoLayout.class, Arguments.oneOf(line, IO_LAYOUT, "nhwc", "nchw")),
        constant(OutputForm.class, Arguments.oneOf(line, OUTPUT, "logits", "argmax")),
        constant(Precision.class, Arguments.oneOf(line, PRECISION, "fp32", "fp16")),
        runtime(line));
  }

  /** The constant of a word on the command line. */
  private static <E extends Enum<E>> E constant(Class<E> type, String word) {
    return Enum.valueOf(type, word.replace('-', '_').toUpperCase(Locale.ROOT));
  }

  private static Optional<String> runtime(CommandLine line) {
    Optional<String> runtime = Optional.ofNullable(line.getOptionValue(TARGET_RUNTIME));
    runtime.ifPresent(
        version -> {
          if (!version.matches("\\d{1,4}(\\.\\d{1,4}){1,2}")) {
            throw new UsageException(
                "--%s is a version such as 2.9 or 2.14.0, not '%s'", TARGET_RUNTIME, version);
          }
        });
    return runtime;
  }
}
