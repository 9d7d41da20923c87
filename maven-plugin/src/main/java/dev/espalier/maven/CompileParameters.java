package dev.espalier.maven;

import dev.espalier.compiler.CompileArguments;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.apache.maven.plugins.annotations.Parameter;

/** The parameters that say how to compile; each is an option of the command line. */
abstract class CompileParameters extends GateParameters {
  /**
   * Formats to write, of {@code onnx}, {@code tflite} and {@code savedmodel}; {@code onnx,tflite}
   * without it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.emit")
  private String emit;

  /**
   * TFLite: {@code gpu-safe} for what the GPU of a phone takes whole and computes correctly, {@code
   * any} for all of TFLite; {@code gpu-safe} without it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.target")
  private String target;

  /**
   * TFLite: axes of images at inputs and outputs, {@code nhwc} or {@code nchw}; {@code nhwc}
   * without it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.ioLayout")
  private String ioLayout;

  /**
   * TFLite: {@code logits} leaves out a final arg-max, {@code argmax} keeps or appends one; {@code
   * logits} without it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.output")
  private String output;

  /**
   * TFLite: element type of the weights, {@code fp32} or {@code fp16}.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.precision", defaultValue = "fp32")
  private String precision;

  /**
   * TFLite: the oldest runtime that must take the file, such as 2.9.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.targetRuntime")
  private String targetRuntime;

  /**
   * ONNX: operator set of the file, 7 to 22; 17 without it.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.opset")
  private String opset;

  /**
   * Fixes the sizes of inputs, each as {@code name=1x3x512x1024}; several are separated by commas.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.inputShape")
  private List<String> inputShape = List.of();

  /**
   * Lets masked channels pass again until widths are multiples of this number.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.align")
  private String align;

  /**
   * Does not compare with the model.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.noVerify", defaultValue = "false")
  private boolean noVerify;

  /**
   * Does everything but leave the files.
   *
   * @since 0.1.0
   */
  @Parameter(property = "espalier.dryRun", defaultValue = "false")
  private boolean dryRun;

  /** What was asked for, as the command line has it. */
  final SortedMap<String, List<String>> options() {
    return gates(new Given())
        .value(CompileArguments.EMIT, Optional.ofNullable(emit))
        .value(CompileArguments.TARGET, Optional.ofNullable(target))
        .value(CompileArguments.IO_LAYOUT, Optional.ofNullable(ioLayout))
        .value(CompileArguments.OUTPUT, Optional.ofNullable(output))
        .value(CompileArguments.PRECISION, Optional.ofNullable(precision))
        .value(CompileArguments.TARGET_RUNTIME, Optional.ofNullable(targetRuntime))
        .value(CompileArguments.OPSET, Optional.ofNullable(opset))
        .values(CompileArguments.INPUT_SHAPE, inputShape)
        .value(CompileArguments.ALIGN, Optional.ofNullable(align))
        .flag(CompileArguments.NO_VERIFY, noVerify)
        .flag(CompileArguments.DRY_RUN, dryRun)
        .options();
  }

  final String precision() {
    return precision;
  }
}
