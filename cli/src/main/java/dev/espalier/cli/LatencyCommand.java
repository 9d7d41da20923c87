package dev.espalier.cli;

import dev.espalier.compiler.LatencyJob;
import dev.espalier.compiler.ReportJson;
import dev.espalier.ir.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency}: the times of kernels on devices. */
final class LatencyCommand implements Command {
  private static final List<Command> COMMANDS =
      List.of(
          new LatencyListCommand(),
          new LatencyFitCommand(),
          new LatencyCalibrateCommand(),
          new LatencyEvaluateCommand(),
          new LatencyProbeCommand(),
          new LatencyImportCommand(),
          new LatencyMeasureCommand());

  @Override
  public Description description() {
    return new Description(
        "latency",
        "predict the time of a model on a device",
        "MODEL --device ID [--format text|json] | COMMAND ...",
        "espalier latency model.onnx --device adreno660-tvm-opencl-fp16");
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(DeviceOption.option())
        .addOption(CommonOptions.inputShape())
        .addOption(CommonOptions.format());
  }

  @Override
  public List<Command> commands() {
    return COMMANDS;
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    if (line.getArgs().length == 0) {
      throw new UsageException("latency needs a MODEL, or one of %s", String.join(", ", words()));
    }
    boolean json = Arguments.asksForJson(line);
    Path model = Arguments.path(line, "MODEL");
    requireFile(model);
    LatencyJob.Result result =
        new LatencyJob(model, DeviceOption.profile(line), Arguments.shapes(line)).run();
    if (json) {
      console.text(ReportJson.text(result));
    } else {
      new LatencySummary(console).print(result);
    }
    return Exit.OK;
  }

  /** A word that is no file may be a command that was misspelt. */
  private void requireFile(Path model) {
    if (!Files.exists(model) && !model.toString().contains(".")) {
      throw new UsageException(
          "there is no file and no command '%s'%s",
          model, Nearest.hint(model.toString(), words(), ""));
    }
  }
}
