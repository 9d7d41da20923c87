package dev.espalier.compiler;

import dev.espalier.passes.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a compile ended.
 *
 * @param failures checks that failed, one sentence each; empty when the outputs were put in place
 * @param warnings what a user should know; failures when strict
 * @param explanations why rules did not apply
 * @param rejected the folder with outputs that failed a check
 */
public record CompileResult(
    CompileReport report,
    List<String> failures,
    List<String> warnings,
    List<Pipeline.Refusal> explanations,
    Optional<Path> rejected) {
  public CompileResult {
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
    explanations = List.copyOf(explanations);
  }

  CompileResult withRejected(Path folder) {
    return new CompileResult(report, failures, warnings, explanations, Optional.of(folder));
  }
}
