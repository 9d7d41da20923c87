package dev.espalier.compiler;

import dev.espalier.compiler.Check.Outcome;
import dev.espalier.passes.Pipeline;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a compile ended.
 *
 * @param explanations why rules did not apply
 * @param files the names of the files that were put in place
 * @param rejected the folder with outputs that failed a check
 */
public record CompileResult(
    CompileReport report,
    List<Pipeline.Refusal> explanations,
    List<String> files,
    Optional<Path> rejected) {
  public CompileResult {
    explanations = List.copyOf(explanations);
    files = List.copyOf(files);
  }

  CompileResult withFiles(List<String> names) {
    return new CompileResult(report, explanations, names, Optional.empty());
  }

  /** Checks that failed, one sentence each; empty when the outputs were put in place. */
  public List<String> failures() {
    return messages(Outcome.FAILED);
  }

  /** What a user should know, one sentence each; failures when strict. */
  public List<String> warnings() {
    return messages(Outcome.WARNED);
  }

  private List<String> messages(Outcome outcome) {
    return report.checks().stream()
        .filter(check -> check.outcome() == outcome)
        .map(Check::message)
        .toList();
  }

  CompileResult withRejected(Path folder) {
    return new CompileResult(report, explanations, List.of(), Optional.of(folder));
  }
}
