package dev.espalier.cli;

import dev.espalier.ir.text.Nearest;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** One run of a command: reads its command line, and turns its failures into exit codes. */
record Invocation(Command command, PrintStream out, PrintStream err) {
  /** The options help shows. */
  static Options shownOptions(Command command) {
    return CommonOptions.add(command.options());
  }

  int run(String... args) {
    CommandLine line = parse(args);
    if (CommonOptions.asksForHelp(line)) {
      out.print(Help.of(command, shownOptions(command)));
      return Exit.OK;
    }
    return run(line, CommonOptions.console(line, out, err));
  }

  private int run(CommandLine line, Console console) {
    boolean json = "json".equals(line.getOptionValue(CommonOptions.FORMAT));
    Failures failures =
        new Failures(command.name(), console, json, CommonOptions.asksForDebug(line));
    try {
      return command.run(line, console);
    } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
      return failures.exit(e);
    }
  }

  private CommandLine parse(String... args) {
    Options options = shownOptions(command);
    try {
      return DefaultParser.builder().setAllowPartialMatching(false).get().parse(options, args);
    } catch (UnrecognizedOptionException e) {
      String given = e.getOption().replaceFirst("=.*", "");
      throw new UsageException(
          "%s: unknown option %s%s",
          command.name(),
          given,
          Nearest.hint(given.replaceFirst("^-+", ""), names(shownOptions(command)), "--"));
    } catch (ParseException e) {
      throw new UsageException("%s: %s", command.name(), e.getMessage());
    }
  }

  private static List<String> names(Options options) {
    return options.getOptions().stream().map(Option::getLongOpt).filter(n -> n != null).toList();
  }
}
