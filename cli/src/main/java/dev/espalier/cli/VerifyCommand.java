package dev.espalier.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.espalier.check.Comparison;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.FirstDifference;
import dev.espalier.compiler.ReportJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier verify A B}: whether two models compute the same. */
final class VerifyCommand implements Command {
  private static final String TOLERANCE = "tolerance";

  /** The result as JSON. */
  private record Verdict(
      boolean pass,
      List<EquivalenceRow> outputs,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
      Optional<FirstDifference> firstDifference) {}

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "compare two models on the same inputs";
  }

  @Override
  public String synopsis() {
    return "A B [OPTION...]";
  }

  @Override
  public String example() {
    return "espalier verify model.onnx out/model.onnx --tolerance 1e-4";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            CommonOptions.value(
                TOLERANCE, "X", "largest difference, as a fraction of the output's range"))
        .addOption(CommonOptions.inputShape())
        .addOption(CommonOptions.samples())
        .addOption(CommonOptions.format());
  }

  @Override
  public List<String> coming() {
    return List.of("reduce");
  }

  @Override
  public int run(CommandLine line, Console console) {
    boolean json = Arguments.asksForJson(line);
    List<String> models = Arguments.operands(line, "A", "B");
    Path reference = Arguments.path(models.get(0));
    Path candidate = Arguments.path(models.get(1));
    console.progress("comparing ...");
    Comparison found =
        Comparison.of(reference, candidate, inputs(line, reference, candidate), tolerance(line));
    if (json) {
      console.text(
          ReportJson.text(new Verdict(found.pass(), found.rows(), found.notes(), found.first())));
    } else {
      found.notes().forEach(note -> console.result("%s", note));
      found.rows().forEach(row -> print(row, console));
      found.first().ifPresent(first -> print(first, console));
    }
    return found.pass() ? Exit.OK : Exit.CHECK_FAILED;
  }

  private static OptionalDouble tolerance(CommandLine line) {
    return line.hasOption(TOLERANCE)
        ? OptionalDouble.of(Arguments.number(line, TOLERANCE, 0, 1))
        : OptionalDouble.empty();
  }

  private static List<EvidenceInput> inputs(CommandLine line, Path reference, Path candidate) {
    return Comparison.inputs(reference, candidate, Arguments.shapes(line), Arguments.samples(line));
  }

  private static void print(EquivalenceRow row, Console console) {
    console.result(
        "%s %s: off by %.2g of a range of %.3g on %d inputs (noise %.2g)%s",
        row.pass() ? console.good("equal    ") : console.bad("DIFFERENT"),
        row.output(),
        row.maxAbs(),
        row.range(),
        row.inputs(),
        row.noise(),
        row.reason().isEmpty() ? "" : ": " + row.reason());
  }

  private static void print(FirstDifference first, Console console) {
    console.result(
        "first difference: %s on input '%s', off by %.2g where %.2g is allowed, behind %d equal values",
        first.value(), first.input(), first.maxAbs(), first.allowed(), first.equalBefore());
  }
}
