package dev.espalier.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.espalier.check.Comparison;
import dev.espalier.check.EquivalenceRow;
import dev.espalier.check.EvidenceInput;
import dev.espalier.check.FirstDifference;
import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.Difference;
import dev.espalier.compiler.ReduceJob;
import dev.espalier.compiler.ReportJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier verify A B}: whether two models compute the same. */
final class VerifyCommand implements Command {
  private static final String TOLERANCE = CompileArguments.TOLERANCE;
  private static final String REDUCE = "reduce";

  /** The result as JSON. */
  private record Verdict(
      boolean pass,
      List<EquivalenceRow> outputs,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> notes,
      Optional<FirstDifference> firstDifference,
      Optional<Difference> reduced) {}

  @Override
  public Description description() {
    return new Description(
        "verify",
        "compare two models on the same inputs",
        "A B [OPTION...]",
        "espalier verify model.onnx out/model.onnx --tolerance 1e-4");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            CommonOptions.value(
                TOLERANCE, "X", "largest difference, as a fraction of the output's range"))
        .addOption(CommonOptions.inputShape())
        .addOption(CommonOptions.samples())
        .addOption(
            CommonOptions.flag(null, REDUCE, "cut a difference down to the smallest parts that do"))
        .addOption(CommonOptions.output("DIR", "with --reduce: folder for the parts"))
        .addOption(CommonOptions.format());
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    boolean json = Arguments.asksForJson(line);
    Optional<Path> folder = folder(line);
    List<String> models = Arguments.operands(line, "A", "B");
    Path reference = Arguments.path(models.get(0));
    Path candidate = Arguments.path(models.get(1));
    console.progress("comparing ...");
    List<EvidenceInput> inputs = inputs(line, reference, candidate);
    Comparison found = Comparison.of(reference, candidate, inputs, tolerance(line));
    Optional<Difference> reduced =
        folder.isPresent() && !found.pass()
            ? new ReduceJob(reference, candidate, inputs, tolerance(line), folder.get())
                .run(found, step -> console.progress(step + " ..."))
            : Optional.empty();
    if (json) {
      console.text(ReportJson.text(verdict(found, reduced)));
    } else {
      print(found, console);
      folder.ifPresent(path -> print(found, reduced, path, console));
    }
    return found.pass() ? Exit.OK : Exit.CHECK_FAILED;
  }

  private static Optional<Path> folder(CommandLine line) {
    if (line.hasOption(REDUCE)) {
      return Optional.of(Arguments.outputPath(line));
    } else if (line.hasOption(CommonOptions.OUTPUT)) {
      throw new UsageException("-o is for --%s", REDUCE);
    }
    return Optional.empty();
  }

  private static Verdict verdict(Comparison found, Optional<Difference> reduced) {
    return new Verdict(found.pass(), found.rows(), found.notes(), found.first(), reduced);
  }

  private static OptionalDouble tolerance(CommandLine line) {
    return line.hasOption(TOLERANCE)
        ? OptionalDouble.of(Arguments.number(line, TOLERANCE, 0, 1))
        : OptionalDouble.empty();
  }

  private static List<EvidenceInput> inputs(CommandLine line, Path reference, Path candidate) {
    return Comparison.inputs(reference, candidate, Arguments.shapes(line), Arguments.samples(line));
  }

  private static void print(Comparison found, Console console) {
    found.notes().forEach(note -> console.result("%s", note));
    found.rows().forEach(row -> print(row, console));
    found.first().ifPresent(first -> print(first, console));
  }

  private static void print(
      Comparison found, Optional<Difference> reduced, Path folder, Console console) {
    if (found.pass()) {
      console.result("nothing to reduce: no output differs; nothing is written");
    } else if (reduced.isEmpty()) {
      console.result(
          "cannot be reduced: no value that A and B both have shows the difference;"
              + " nothing is written");
    } else {
      print(reduced.get(), folder, console);
    }
  }

  private static void print(Difference reduced, Path folder, Console console) {
    console.result(
        "reduced to %s from %s: %s (%s), %s (%s) in %s",
        reduced.value(),
        reduced.inputs().isEmpty() ? "constants" : String.join(", ", reduced.inputs()),
        reduced.a().file(),
        operators(reduced.a()),
        reduced.b().file(),
        operators(reduced.b()),
        folder);
    reduced.rows().forEach(row -> print(row, console));
    reduced.minimal().ifPresent(file -> console.result("compile changes the graph in %s", file));
    reduced.notes().forEach(note -> console.result("%s", note));
    console.result("to compare them again, in %s: %s", folder, reduced.again());
  }

  private static String operators(Difference.Part part) {
    return part.operators() == 1 ? "1 operator" : part.operators() + " operators";
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
        "first difference: %s on input '%s', off by %.2g where %.2g is allowed, behind %d equal"
            + " values",
        first.value(), first.input(), first.maxAbs(), first.allowed(), first.equalBefore());
  }
}
