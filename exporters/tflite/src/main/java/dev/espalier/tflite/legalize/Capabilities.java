package dev.espalier.tflite.legalize;

import dev.espalier.tflite.TfliteOptions;
import dev.espalier.tflite.TfliteOptions.Target;
import dev.espalier.tflite.file.OperatorVersions;
import dev.espalier.tflite.file.RuntimeVersion;
import dev.espalier.tflite.model.Builtin;

/**
 * What a target can do.
 *
 * @param gpu whether a GPU must take the result
 * @param groups whether the runtime has grouped convolutions
 * @param unitClip whether the runtime has RELU_0_TO_1
 */
public record Capabilities(boolean gpu, boolean groups, boolean unitClip) {
  /** The version of CONV_2D that knows groups. */
  private static final int GROUPED = 6;

  public static Capabilities of(TfliteOptions options) {
    return new Capabilities(
        options.target() == Target.GPU_SAFE,
        has(options, Builtin.CONV_2D, GROUPED),
        has(options, Builtin.RELU_0_TO_1, 1));
  }

  private static boolean has(TfliteOptions options, Builtin kind, int version) {
    RuntimeVersion needed = OperatorVersions.runtime(kind, version).orElseThrow();
    return options.targetRuntime().isEmpty()
        || needed.compareTo(RuntimeVersion.parse(options.targetRuntime().get())) <= 0;
  }

  /**
   * Whether a convolution with these channels per group, of operand and result, is one operator.
   */
  boolean takesGroups(long in, long out) {
    return groups && (!gpu || in % 4 == 0 && out % 4 == 0);
  }
}
