package dev.espalier.cli;

import dev.espalier.compiler.CompileArguments;
import java.io.PrintStream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The options every command has. */
final class CommonOptions {
  static final String OUTPUT = "o";
  static final String INPUT_SHAPE = CompileArguments.INPUT_SHAPE;
  static final String SAMPLES = CompileArguments.SAMPLES;
  static final String FORMAT = "format";
  static final String ALIGN = CompileArguments.ALIGN;
  static final String RESUME = "resume";

  private static final String HELP = "help";
  private static final String QUIET = "quiet";
  private static final String VERBOSE = "verbose";
  private static final String DEBUG = "debug";
  private static final String COLOR = "color";

  private CommonOptions() {}

  static Options add(Options options) {
    return options
        .addOption(flag("h", HELP, "show this help"))
        .addOption(flag("q", QUIET, "only warnings and errors on standard error"))
        .addOption(flag("v", VERBOSE, "tell every step"))
        .addOption(flag(null, DEBUG, "show the stack trace of an error"))
        .addOption(value(COLOR, "auto|always|never", "colour messages (default auto)"));
  }

  static Option flag(String letter, String name, String description) {
    return Option.builder(letter).longOpt(name).desc(description).get();
  }

  static Option value(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).get();
  }

  static Option output(String argument, String description) {
    return Option.builder(OUTPUT).hasArg().argName(argument).desc(description).get();
  }

  static Option inputShape() {
    return value(INPUT_SHAPE, "NAME=1x3x512x1024", "fix the sizes of an input; may be repeated");
  }

  static Option samples() {
    return value(SAMPLES, "DIR", "compare on the .npy files and pictures of a folder, too");
  }

  static Option resume() {
    return flag(null, RESUME, "go on from the checkpoint in DIR, if there is one");
  }

  static Option format() {
    return value(FORMAT, "text|json", "form of the result (default text)");
  }

  static boolean asksForHelp(CommandLine line) {
    return line.hasOption(HELP);
  }

  static boolean asksForDebug(CommandLine line) {
    return line.hasOption(DEBUG);
  }

  static Console console(CommandLine line, PrintStream out, PrintStream err) {
    Console.Detail detail =
        line.hasOption(VERBOSE)
            ? Console.Detail.VERBOSE
            : line.hasOption(QUIET) ? Console.Detail.QUIET : Console.Detail.NORMAL;
    return new Console(out, err, detail, color(line), isTerminal());
  }

  private static boolean color(CommandLine line) {
    String when = line.getOptionValue(COLOR, "auto");
    return switch (when) {
      case "always" -> true;
      case "never" -> false;
      case "auto" -> isTerminal() && System.getenv("NO_COLOR") == null;
      default -> throw new UsageException("--color is auto, always or never, not '%s'", when);
    };
  }

  /** The launcher knows; Java cannot ask about standard error alone. */
  private static boolean isTerminal() {
    return Boolean.getBoolean("espalier.terminal");
  }
}
