package dev.espalier.cli;

import dev.espalier.ir.Tool;
import dev.espalier.ir.text.Nearest;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The {@code espalier} command. */
public final class Main {
  private static final List<Command> COMMANDS =
      List.of(
          new InspectCommand(),
          new CompileCommand(),
          new PruneCommand(),
          new VerifyCommand(),
          new EvaluateCommand(),
          new DumpCommand(),
          new LatencyCommand(),
          new ZooCommand(),
          new DataCommand(),
          new TrainCommand(),
          new SearchCommand(),
          new ExampleCommand());

  /** Commands that a coming version brings. */
  private static final List<String> COMING = List.of("diff");

  private Main() {}

  public static void main(String... args) {
    System.exit(run(args, System.out, System.err));
  }

  /** Runs one command line and returns the exit code. */
  public static int run(String[] args, PrintStream out, PrintStream err) {
    try {
      return dispatch(List.of(args), out, err);
    } catch (UsageException e) {
      err.print("espalier: " + e.getMessage() + "\n");
      return Exit.USAGE;
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static int dispatch(List<String> args, PrintStream out, PrintStream err) {
    if (args.isEmpty()) {
      err.print(Help.overview(COMMANDS));
      return Exit.USAGE;
    }
    String first = args.get(0);
    List<String> rest = args.subList(1, args.size());
    switch (first) {
      case "-V", "--version" -> {
        out.print(Tool.NAME + " " + Tool.version() + "\n");
        return Exit.OK;
      }
      case "-h", "--help" -> {
        out.print(Help.overview(COMMANDS));
        return Exit.OK;
      }
      case "help" -> {
        return help(rest, out);
      }
      default -> {
        Command command = command(first);
        Optional<Command> inner = inner(command, rest);
        return inner.isPresent()
            ? run(inner.get(), rest.subList(1, rest.size()), out, err)
            : run(command, rest, out, err);
      }
    }
  }

  private static int run(Command command, List<String> args, PrintStream out, PrintStream err) {
    return new Invocation(command, out, err).run(args.toArray(String[]::new));
  }

  /** The sub-command that is called by the first word, if it is one. */
  private static Optional<Command> inner(Command command, List<String> words) {
    return words.isEmpty()
        ? Optional.empty()
        : command.commands().stream()
            .filter(inner -> inner.name().equals(command.name() + " " + words.get(0)))
            .findFirst();
  }

  private static int help(List<String> names, PrintStream out) {
    if (names.isEmpty()) {
      out.print(Help.overview(COMMANDS));
    } else {
      Command outer = command(names.get(0));
      Command command = inner(outer, names.subList(1, names.size())).orElse(outer);
      out.print(Help.of(command, Invocation.shownOptions(command)));
    }
    return Exit.OK;
  }

  private static Command command(String name) {
    Optional<Command> command = COMMANDS.stream().filter(c -> c.name().equals(name)).findFirst();
    if (command.isPresent()) {
      return command.get();
    }
    if (COMING.contains(name)) {
      throw new UsageException("'%s' is not available yet", name);
    }
    List<String> names = COMMANDS.stream().map(Command::name).toList();
    String kind = name.startsWith("-") ? "option" : "command";
    throw new UsageException(
        "there is no %s '%s'%s (espalier --help lists the commands)",
        kind, name, Nearest.hint(name, names, ""));
  }
}
