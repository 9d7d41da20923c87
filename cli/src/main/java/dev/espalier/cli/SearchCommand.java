package dev.espalier.cli;

import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.ReportJson;
import dev.espalier.search.config.SearchConfig;
import dev.espalier.search.config.SearchConfig.Method;
import dev.espalier.search.method.SearchJob;
import dev.espalier.search.method.SearchSummary;
import dev.espalier.search.method.SweepJob;
import dev.espalier.search.method.SweepSummary;
import dev.espalier.search.method.SweepTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/**
 * {@code espalier search CONFIG.yaml -o DIR}: searches a supernet for channels and blocks, and
 * compiles what it finds.
 */
final class SearchCommand implements Command {
  private static final String SWEEP = "sweep";
  private static final String COMPARE = "compare";

  @Override
  public Description description() {
    return new Description(
        "search",
        "find the channels and blocks of a supernet under a target, and compile them",
        "CONFIG.yaml -o DIR [OPTION...]",
        "espalier search search.yaml -o run --resume");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(
            CommonOptions.output("DIR", "the folder for checkpoint, metrics, models and reports"))
        .addOption(CommonOptions.resume())
        .addOption(
            CommonOptions.value(
                SWEEP, "LIST", "several targets from one supernet, such as 50%,30% or 20ms,12ms"))
        .addOption(
            CommonOptions.value(
                COMPARE, "LIST", "methods to compare with in a sweep, such as uniform,l1"))
        .addOption(CommonOptions.format());
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path file = Arguments.path(line, "CONFIG.yaml");
    boolean json = Arguments.asksForJson(line);
    Path folder = Arguments.outputPath(line);
    SearchConfig config = SearchConfig.read(file);
    Path base = file.toAbsolutePath().getParent();
    Compiler compiler = new Compiler(console);
    SearchJob job =
        new SearchJob(
            config, base, folder, line.hasOption(CommonOptions.RESUME), compiler::compile);
    if (line.hasOption(SWEEP)) {
      SweepJob sweep = new SweepJob(job, targets(line), compared(line));
      Optional<SweepSummary> ended = StoppableRun.of(name(), folder, console, sweep::run);
      ended.ifPresent(swept -> console.text(json ? ReportJson.text(swept) : table(swept)));
      return compiler.failed ? Exit.CHECK_FAILED : Exit.OK;
    }
    if (line.hasOption(COMPARE)) {
      throw new UsageException("--compare: needs --sweep");
    }
    Optional<SearchSummary> summary = StoppableRun.of(name(), folder, console, job::run);
    summary.ifPresent(
        ended -> {
          if (json) {
            console.text(ReportJson.text(ended));
          } else {
            print(ended, folder, console);
          }
        });
    return compiler.failed ? Exit.CHECK_FAILED : Exit.OK;
  }

  /** Compiles, and tells about it. */
  private static final class Compiler {
    private final Console console;

    /** Whether a check of any of its models failed. */
    private boolean failed;

    Compiler(Console console) {
      this.console = console;
    }

    boolean compile(Path supernet, Path folder) throws IOException {
      CompileResult result =
          new CompileJob(supernet, folder, CompileOptions.DEFAULTS)
              .run(step -> console.log("%s ...", step));
      result.warnings().forEach(console::warning);
      result.failures().forEach(failure -> console.error("check failed: " + failure));
      failed |= !result.failures().isEmpty();
      return result.failures().isEmpty();
    }
  }

  private static List<SweepTarget> targets(CommandLine line) {
    return Arrays.stream(line.getOptionValue(SWEEP).split(",", -1))
        .map(
            text ->
                SweepTarget.parse(text)
                    .orElseThrow(
                        () ->
                            new UsageException(
                                "--sweep: wanted shares such as 50%% or times such as 20ms, found"
                                    + " '%s'",
                                text)))
        .distinct()
        .toList();
  }

  private static List<Method> compared(CommandLine line) {
    return Stream.of(line.getOptionValue(COMPARE, "").split(",", -1))
        .filter(name -> !name.isEmpty())
        .map(SearchCommand::method)
        .distinct()
        .toList();
  }

  private static Method method(String name) {
    return Stream.of(Method.values())
        .filter(method -> method.text().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "--compare: wanted methods of search, of "
                        + Stream.of(Method.values())
                            .map(Method::text)
                            .collect(Collectors.joining(", "))
                        + "; found '%s'",
                    name));
  }

  private static String table(SweepSummary summary) {
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%-10s %12s %12s %10s %14s %14s  (%s)%n",
            "method",
            "target",
            "cost",
            "mIoU",
            "MACs",
            "parameters",
            summary.unit()));
    for (SweepSummary.Result result : summary.results()) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-10s %,12.6g %,12.6g %10s %,14d %,14d%n",
              result.method(),
              result.target(),
              result.cost(),
              Percent.of(result.accuracy()),
              result.macs(),
              result.parameters()));
    }
    return text.toString();
  }

  private static void print(SearchSummary summary, Path folder, Console console) {
    SearchSummary.Costs cost = summary.cost();
    console.result(
        "%-10s %,14.6g -> %,14.6g %s, target %,.6g (%s of the supernet)",
        "cost",
        cost.supernet(),
        cost.model(),
        summary.target().unit(),
        summary.target().cost(),
        Percent.of(summary.target().share()));
    console.result(
        "%-10s %,14d -> %,14d", "MACs", summary.supernet().macs(), summary.model().macs());
    console.result(
        "%-10s %,14d -> %,14d",
        "parameters", summary.supernet().parameters(), summary.model().parameters());
    console.result(
        "%-10s %14s -> %14s",
        "mIoU",
        Percent.of(summary.accuracies().supernet()),
        summary.accuracies().model().map(Percent::of).orElse("-"));
    summary.blocks().forEach(block -> console.result("%-24s %s", block.choice(), block.chosen()));
    console.result("in %s", folder);
  }
}
