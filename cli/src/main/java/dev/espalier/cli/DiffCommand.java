package dev.espalier.cli;

import dev.espalier.compiler.ReportJson;
import dev.espalier.compiler.diff.ReportDiff;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier diff REPORT_A REPORT_B}: what changed between two compiles. */
final class DiffCommand implements Command {
  private static final String FAIL_ON = "fail-on";
  private static final String[] FORMATS = {"text", "markdown", "json"};

  @Override
  public Description description() {
    return new Description(
        "diff",
        "tell what changed between the reports of two compiles",
        "REPORT_A REPORT_B [OPTION...]",
        "espalier diff released/report.json out --format markdown");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            CommonOptions.value(
                CommonOptions.FORMAT,
                String.join("|", FORMATS),
                "form of the result (default text); markdown is for comments on pull requests"))
        .addOption(
            CommonOptions.value(
                FAIL_ON, "NAME=5%", "fail when this figure is worse by more; may be repeated"));
  }

  @Override
  public int run(CommandLine line, Console console) {
    List<String> reports = Arguments.operands(line, "REPORT_A", "REPORT_B");
    String format = Arguments.oneOf(line, CommonOptions.FORMAT, FORMATS);
    List<DiffLimit> limits =
        line.hasOption(FAIL_ON)
            ? DiffLimit.parse(FAIL_ON, line.getOptionValues(FAIL_ON))
            : List.of();
    ReportDiff diff = ReportDiff.of(Arguments.path(reports.get(0)), Arguments.path(reports.get(1)));
    switch (format) {
      case "json" -> console.text(ReportJson.text(diff));
      case "markdown" -> console.text(new DiffMarkdown(diff).text());
      default -> console.text(new DiffText(diff).text());
    }
    List<String> exceeded = limits.stream().flatMap(l -> l.exceeded(diff).stream()).toList();
    exceeded.forEach(sentence -> console.error("check failed: " + sentence));
    return exceeded.isEmpty() ? Exit.OK : Exit.CHECK_FAILED;
  }
}
