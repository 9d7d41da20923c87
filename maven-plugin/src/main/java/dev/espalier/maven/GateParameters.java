package dev.espalier.maven;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.OptionValue;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that say what compiled files are held to, when they are made and later. */
abstract class GateParameters extends Goal {
  /**
   * A folder of {@code .npy} files and pictures on which the files are compared, too.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.samples")
  private File samples;

  /**
   * TFLite: the largest difference, as a fraction of the output's range.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.tolerance")
  private String tolerance;

  /**
   * Fails when a written model has more bytes.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.maxBytes")
  private String maxBytes;

  /**
   * The device whose times are predicted: a profile of {@code espalier latency list}, or a {@code
   * .json} file with one.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.device")
  private String device;

  /**
   * Fails when more milliseconds are predicted for the device.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.budgetMs")
  private String budgetMs;

  /**
   * Warnings fail.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.strict", defaultValue = "false")
  private boolean strict;

  /** Adds what was asked for, as the command line has it. */
  final Given gates(Given given) {
    return given
        .value(CompileArguments.SAMPLES, Optional.ofNullable(samples))
        .value(CompileArguments.TOLERANCE, Optional.ofNullable(tolerance))
        .value(CompileArguments.MAX_BYTES, Optional.ofNullable(maxBytes))
        .value(CompileArguments.DEVICE, Optional.ofNullable(device).map(this::device))
        .value(CompileArguments.BUDGET, Optional.ofNullable(budgetMs))
        .flag(CompileArguments.STRICT, strict);
  }

  /** A device, whose file is relative to the project. */
  private String device(String id) {
    OptionValue value = new OptionValue(CompileArguments.DEVICE, id);
    Path base = project().getBasedir().toPath();
    return value.profileFile().map(file -> base.resolve(file).toString()).orElse(id);
  }
}
