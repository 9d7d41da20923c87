package dev.espalier.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier latency}: the times of kernels on devices. */
final class LatencyCommand implements Command {
  private static final List<Command> COMMANDS =
      List.of(
          new LatencyListCommand(),
          new LatencyFitCommand(),
          new LatencyEvaluateCommand(),
          new LatencyProbeCommand(),
          new LatencyImportCommand(),
          new LatencyMeasureCommand());

  @Override
  public String name() {
    return "latency";
  }

  @Override
  public String summary() {
    return "predict the time of a model on a device";
  }

  @Override
  public String synopsis() {
    return "COMMAND ...";
  }

  @Override
  public String example() {
    return "espalier latency list";
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public List<Command> commands() {
    return COMMANDS;
  }

  @Override
  public int run(CommandLine line, Console console) {
    List<String> names =
        COMMANDS.stream().map(c -> c.name().substring(name().length() + 1)).toList();
    String given = line.getArgs().length == 0 ? "" : line.getArgs()[0];
    throw new UsageException(
        "latency needs one of %s, not '%s'%s",
        String.join(", ", names), given, Nearest.hint(given, names, ""));
  }
}
