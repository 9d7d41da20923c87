package dev.espalier.compiler;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How to compile.
 *
 * @param opset of the written ONNX file; absent for the default, which gives way to an operator
 *     that must keep the input's
 * @param inputShapes shapes that fix symbolic sizes in every file written, by input
 * @param samples a folder of real inputs for the check
 * @param verify whether the written files are compared with the input model
 * @param maxBytes the most bytes a written model may have
 * @param dryRun whether to do everything but leave the outputs
 * @param strict whether a warning fails the compile
 */
public record CompileOptions(
    OptionalLong opset,
    Map<String, long[]> inputShapes,
    Optional<Path> samples,
    boolean verify,
    OptionalLong maxBytes,
    boolean dryRun,
    boolean strict) {
  /** Verified, at the default opset, without limits. */
  public static final CompileOptions DEFAULTS =
      new CompileOptions(
          OptionalLong.empty(),
          Map.of(),
          Optional.empty(),
          true,
          OptionalLong.empty(),
          false,
          false);

  public CompileOptions {
    inputShapes = Collections.unmodifiableMap(new TreeMap<>(inputShapes));
  }
}
