package dev.espalier.cli;

import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileResult;
import dev.espalier.compiler.DeviceBudget;
import dev.espalier.compiler.Format;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier compile MODEL -o DIR}: the main job. */
final class CompileCommand implements Command {
  private static final String EMIT = "emit";
  private static final String OPSET = "opset";
  static final String TOLERANCE = "tolerance";
  private static final String MAX_BYTES = "max-bytes";
  private static final String NO_VERIFY = "no-verify";
  private static final String EXPLAIN = "explain";
  private static final String DRY_RUN = "dry-run";
  private static final String STRICT = "strict";
  static final String BUDGET = "budget-ms";

  @Override
  public String name() {
    return "compile";
  }

  @Override
  public String summary() {
    return "take out what is masked or not chosen, write what is left, prove it equal";
  }

  @Override
  public String synopsis() {
    return "MODEL -o DIR [OPTION...]";
  }

  @Override
  public String example() {
    return "espalier compile supernet.onnx -o out";
  }

  @Override
  public Options options() {
    Options written =
        new Options()
            .addOption(
                CommonOptions.output("DIR", "folder for the models, report.json, SHA256SUMS"))
            .addOption(
                CommonOptions.value(EMIT, "onnx,tflite", "formats to write (default onnx,tflite)"))
            .addOption(CommonOptions.value(OPSET, "N", "ONNX: operator set (default 17)"));
    return TfliteArguments.add(written)
        .addOption(CommonOptions.inputShape())
        .addOption(
            CommonOptions.value(
                CommonOptions.ALIGN,
                "N",
                "let masked channels pass again until widths are multiples of N"))
        .addOption(CommonOptions.samples())
        .addOption(
            CommonOptions.value(
                TOLERANCE, "X", "TFLite: largest difference, as a fraction of the output's range"))
        .addOption(CommonOptions.value(MAX_BYTES, "N", "fail when a model has more bytes"))
        .addOption(DeviceOption.option())
        .addOption(CommonOptions.value(BUDGET, "X", "fail when more is predicted for --device"))
        .addOption(CommonOptions.flag(null, NO_VERIFY, "do not compare with the input model"))
        .addOption(
            CommonOptions.flag(null, EXPLAIN, "tell why channels stay and rules do not apply"))
        .addOption(CommonOptions.flag(null, DRY_RUN, "do everything but leave the files"))
        .addOption(CommonOptions.flag(null, STRICT, "warnings fail"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path model = Arguments.path(line, "MODEL");
    CompileOptions options = options(line);
    Path folder = options.dryRun() ? Path.of("") : Arguments.outputPath(line);
    CompileResult result = new CompileJob(model, folder, options).run(step -> tell(step, console));
    Summary summary = new Summary(console, result);
    if (line.hasOption(EXPLAIN)) {
      summary.explain();
    }
    summary.print(options.dryRun() ? "" : folder.toString());
    ReduceHint.of(line, model, folder, result)
        .ifPresent(command -> console.error("to see where they part: " + command));
    return result.failures().isEmpty() ? Exit.OK : Exit.CHECK_FAILED;
  }

  private static void tell(String step, Console console) {
    console.progress(step + " ...");
    console.log("%s ...", step);
  }

  private static Set<Format> formats(CommandLine line) {
    if (!line.hasOption(EMIT)) {
      return CompileOptions.DEFAULTS.emit();
    }
    Set<Format> formats = EnumSet.noneOf(Format.class);
    for (String name : line.getOptionValue(EMIT).split(",", -1)) {
      formats.add(
          Format.parse(name)
              .orElseThrow(() -> new UsageException("--emit: there is no format '%s'", name)));
    }
    return formats;
  }

  private static OptionalDouble tolerance(CommandLine line) {
    return line.hasOption(TOLERANCE)
        ? OptionalDouble.of(Arguments.number(line, TOLERANCE, 0, 1))
        : OptionalDouble.empty();
  }

  private static CompileOptions options(CommandLine line) throws IOException {
    return new CompileOptions(
        formats(line),
        optional(line, OPSET, Integer.MAX_VALUE),
        optional(line, CommonOptions.ALIGN, 1 << 16),
        TfliteArguments.read(line),
        Arguments.shapes(line),
        Arguments.samples(line),
        !line.hasOption(NO_VERIFY),
        tolerance(line),
        optional(line, MAX_BYTES, Long.MAX_VALUE),
        device(line),
        line.hasOption(DRY_RUN),
        line.hasOption(STRICT));
  }

  private static Optional<DeviceBudget> device(CommandLine line) throws IOException {
    if (line.hasOption(DeviceOption.DEVICE)) {
      OptionalDouble budget =
          line.hasOption(BUDGET) ? OptionalDouble.of(budget(line)) : OptionalDouble.empty();
      return Optional.of(new DeviceBudget(DeviceOption.profile(line), budget));
    } else if (line.hasOption(BUDGET)) {
      throw new UsageException("--%s needs --%s", BUDGET, DeviceOption.DEVICE);
    }
    return Optional.empty();
  }

  /** A time in milliseconds, above 0. */
  static double budget(CommandLine line) {
    double budget = Arguments.number(line, BUDGET, 0, 1e9);
    if (budget == 0) {
      throw new UsageException("--%s is above 0", BUDGET);
    }
    return budget;
  }

  private static OptionalLong optional(CommandLine line, String option, long most) {
    return line.hasOption(option)
        ? OptionalLong.of(Arguments.whole(line, option, 1, most))
        : OptionalLong.empty();
  }
}
