package dev.espalier.cli;

import dev.espalier.check.Candidate;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.Format;
import dev.espalier.ir.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.CommandLine;

/** The command that finds out why a compiled model differs from its input. */
final class ReduceHint {
  /** Inside the folder of the outputs. */
  private static final String FOLDER = "difference";

  private ReduceHint() {}

  /**
   * The command; empty when no written file differs by its numbers, or {@code --align} made it
   * differ from the input on purpose.
   *
   * @param line what the compile was asked for
   */
  static Optional<String> of(CommandLine line, Path model, Path folder, CompileResult result) {
    return result
        .rejected()
        .filter(folderOfRejected -> !line.hasOption(CommonOptions.ALIGN))
        .flatMap(
            rejected ->
                result.report().equivalence().stream()
                    .filter(row -> !row.pass() && !row.worstInput().isEmpty())
                    .flatMap(row -> file(row).stream())
                    .findFirst()
                    .map(format -> command(line, model, folder, rejected, format)));
  }

  /** Files are compared as {@code verify} runs them, not with optimised kernels. */
  private static Optional<Format> file(EquivalenceRow row) {
    return switch (row.runtime()) {
      case Candidate.ONNX_RUNTIME -> Optional.of(Format.ONNX);
      case Candidate.TFLITE -> Optional.of(Format.TFLITE);
      default -> Optional.empty();
    };
  }

  private static String command(
      CommandLine line, Path model, Path folder, Path rejected, Format format) {
    List<String> words = new ArrayList<>(List.of(Tool.NAME, "verify", model.toString()));
    words.add(rejected.resolve(format.file()).toString());
    List<String> options =
        new ArrayList<>(List.of(CommonOptions.INPUT_SHAPE, CommonOptions.SAMPLES));
    if (format == Format.TFLITE) {
      options.add(CompileArguments.TOLERANCE);
    }
    for (String option : options) {
      String[] values = line.getOptionValues(option);
      for (String value : values == null ? new String[0] : values) {
        words.addAll(List.of("--" + option, value));
      }
    }
    words.addAll(List.of("--reduce", "-o", folder.resolve(FOLDER).toString()));
    return words.stream().map(ReduceHint::quoted).collect(Collectors.joining(" "));
  }

  /** A word as a shell takes it. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9_./=:,+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
