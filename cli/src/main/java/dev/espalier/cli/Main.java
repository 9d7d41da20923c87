package dev.espalier.cli;

import dev.espalier.ir.Tool;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** The {@code espalier} command. */
public final class Main {
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
      err.print(Help.overview(Commands.all()));
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
        out.print(Help.overview(Commands.all()));
        return Exit.OK;
      }
      case "help" -> {
        return help(rest, out);
      }
      default -> {
        Command command = Commands.named(first);
        Optional<Command> inner = Commands.inner(command, rest);
        return inner.isPresent()
            ? run(inner.get(), rest.subList(1, rest.size()), out, err)
            : run(command, rest, out, err);
      }
    }
  }

  private static int run(Command command, List<String> args, PrintStream out, PrintStream err) {
    return new Invocation(command, out, err).run(args.toArray(String[]::new));
  }

  private static int help(List<String> names, PrintStream out) {
    if (names.isEmpty()) {
      out.print(Help.overview(Commands.all()));
    } else {
      Command outer = Commands.named(names.get(0));
      Command command = Commands.inner(outer, names.subList(1, names.size())).orElse(outer);
      out.print(Help.of(command, Invocation.shownOptions(command)));
    }
    return Exit.OK;
  }
}
