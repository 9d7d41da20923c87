package dev.espalier.cli;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.compiler.CompileJob;
import dev.espalier.compiler.CompileOptions;
import dev.espalier.compiler.CompileResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code espalier compile MODEL -o DIR}: the main job. */
final class CompileCommand implements Command {
  private static final String EXPLAIN = "explain";

  @Override
  public Description description() {
    return new Description(
        "compile",
        "take out what is masked or not chosen, write what is left, prove it equal",
        "MODEL -o DIR [OPTION...]",
        "espalier compile supernet.onnx -o out");
  }

  @Override
  public Options options() {
    Options written =
        new Options()
            .addOption(CommonOptions.output("DIR", "folder for the models, reports, SHA256SUMS"))
            .addOption(
                CommonOptions.value(
                    CompileArguments.EMIT, "onnx,tflite", "formats to write (default onnx,tflite)"))
            .addOption(
                CommonOptions.value(
                    CompileArguments.OPSET, "N", "ONNX: operator set (default 17)"));
    return judged(TfliteOption.add(written))
        .addOption(
            CommonOptions.flag(null, EXPLAIN, "tell why channels stay and rules do not apply"))
        .addOption(
            CommonOptions.flag(
                null, CompileArguments.DRY_RUN, "do everything but leave the files"));
  }

  private static Options judged(Options options) {
    return options
        .addOption(CommonOptions.inputShape())
        .addOption(
            CommonOptions.value(
                CommonOptions.ALIGN,
                "N",
                "let masked channels pass again until widths are multiples of N"))
        .addOption(CommonOptions.samples())
        .addOption(
            CommonOptions.value(
                CompileArguments.TOLERANCE,
                "X",
                "TFLite: largest difference, as a fraction of the output's range"))
        .addOption(
            CommonOptions.value(
                CompileArguments.MAX_BYTES, "N", "fail when a model has more bytes"))
        .addOption(DeviceOption.option())
        .addOption(
            CommonOptions.value(
                CompileArguments.BUDGET, "X", "fail when more is predicted for --device"))
        .addOption(
            CommonOptions.flag(
                null, CompileArguments.NO_VERIFY, "do not compare with the input model"))
        .addOption(CommonOptions.flag(null, CompileArguments.STRICT, "warnings fail"));
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    Path model = Arguments.path(line, "MODEL");
    CompileOptions options = arguments(line).read();
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

  private static CompileArguments arguments(CommandLine line) {
    SortedMap<String, List<String>> options = new TreeMap<>();
    for (Option option : line.getOptions()) {
      if (option.getLongOpt() != null) {
        options
            .computeIfAbsent(option.getLongOpt(), name -> new ArrayList<>())
            .addAll(option.getValuesList());
      }
    }
    return new CompileArguments(options);
  }
}
