package dev.espalier.cli;

import dev.espalier.compiler.CompileArguments;
import org.apache.commons.cli.Options;

/** The options that say what a TFLite file must be. */
final class TfliteOption {
  private TfliteOption() {}

  static Options add(Options options) {
    return options
        .addOption(
            CommonOptions.value(
                CompileArguments.TARGET,
                "gpu-safe|any",
                "TFLite: only what a phone's GPU computes correctly, or all of TFLite"
                    + " (default gpu-safe)"))
        .addOption(
            CommonOptions.value(
                CompileArguments.IO_LAYOUT,
                "nhwc|nchw",
                "TFLite: axes of inputs and outputs (default nhwc)"))
        .addOption(
            CommonOptions.value(
                CompileArguments.OUTPUT,
                "logits|argmax",
                "TFLite: leave out a final arg-max, or keep or append one (default logits)"))
        .addOption(
            CommonOptions.value(
                CompileArguments.PRECISION, "fp32|fp16", "TFLite: weights (default fp32)"))
        .addOption(
            CommonOptions.value(
                CompileArguments.TARGET_RUNTIME,
                "V",
                "TFLite: the oldest runtime that must take it, such as 2.9"));
  }
}
