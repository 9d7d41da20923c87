package dev.espalier.cli;

import dev.espalier.ir.text.Nearest;
import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier zoo}: networks from scratch. */
final class ZooCommand implements Command {
  private static final ZooListCommand LIST = new ZooListCommand();
  private static final List<Command> COMMANDS = List.of(LIST, new ZooBuildCommand());

  @Override
  public Description description() {
    return new Description(
        "zoo",
        "build a known network with untrained weights; without a command, list them",
        "[COMMAND ...]",
        "espalier zoo build resnet101 -o resnet101.onnx --masks");
  }

  @Override
  public Options options() {
    return LIST.options();
  }

  @Override
  public List<Command> commands() {
    return COMMANDS;
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    if (line.getArgList().isEmpty()) {
      return LIST.run(line, console);
    }
    String word = line.getArgList().get(0);
    throw new UsageException(
        "zoo list or zoo build, not '%s'%s", word, Nearest.hint(word, words(), ""));
  }
}
