package dev.espalier.cli;

import dev.espalier.ir.text.Nearest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The sub-commands of {@code espalier}. */
final class Commands {
  private static final List<Command> ALL =
      List.of(
          new InspectCommand(),
          new CompileCommand(),
          new PruneCommand(),
          new VerifyCommand(),
          new DiffCommand(),
          new EvaluateCommand(),
          new DumpCommand(),
          new LatencyCommand(),
          new ZooCommand(),
          new DataCommand(),
          new TrainCommand(),
          new SearchCommand(),
          new ExampleCommand(),
          new CompletionCommand());

  private Commands() {}

  static List<Command> all() {
    return ALL;
  }

  /** Every command, and behind each those of its own. */
  static List<Command> withInner() {
    return ALL.stream().flatMap(c -> Stream.concat(Stream.of(c), c.commands().stream())).toList();
  }

  static Command named(String name) {
    Optional<Command> command = ALL.stream().filter(c -> c.name().equals(name)).findFirst();
    if (command.isPresent()) {
      return command.get();
    }
    List<String> names = ALL.stream().map(Command::name).toList();
    String kind = name.startsWith("-") ? "option" : "command";
    throw new UsageException(
        "there is no %s '%s'%s (espalier --help lists the commands)",
        kind, name, Nearest.hint(name, names, ""));
  }

  /** The sub-command that is called by the first word, if it is one. */
  static Optional<Command> inner(Command command, List<String> words) {
    return words.isEmpty()
        ? Optional.empty()
        : command.commands().stream()
            .filter(inner -> inner.name().equals(command.name() + " " + words.get(0)))
            .findFirst();
  }
}
