package dev.espalier.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** Help texts. */
final class Help {
  private static final int WIDTH = 96;

  private Help() {}

  /** What the program can do. */
  static String overview(List<Command> commands) {
    return """
    espalier trains and prunes a network to fit a device: ONNX in, smaller ONNX out, proven equal.

    usage: espalier COMMAND ...

    %s
    espalier COMMAND --help tells more; espalier --version tells the version.
    """
        .formatted(
            commands.stream()
                .map(c -> "  %-10s %s\n".formatted(c.name(), c.description().summary()))
                .collect(Collectors.joining()));
  }

  /** What one command can do. */
  static String of(Command command, Options options) {
    Description description = command.description();
    return """
    %s

    usage: espalier %s %s

    %s%s
    example: %s
    """
        .formatted(
            sentence(description.summary()),
            description.name(),
            description.synopsis(),
            inner(command),
            options.getOptions().stream().map(Help::line).collect(Collectors.joining()),
            description.example());
  }

  /** The sub-commands of a command, with an empty line behind them. */
  private static String inner(Command command) {
    String lines =
        command.commands().stream()
            .map(c -> "  %-18s %s\n".formatted(c.name(), c.description().summary()))
            .collect(Collectors.joining());
    return lines.isEmpty() ? "" : lines + "\n";
  }

  private static String sentence(String summary) {
    return Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".";
  }

  /** The names of an option, the short one first. */
  static List<String> names(Option option) {
    List<String> names = new ArrayList<>();
    if (option.getOpt() != null) {
      names.add("-" + option.getOpt());
    }
    if (option.getLongOpt() != null) {
      names.add("--" + option.getLongOpt());
    }
    return names;
  }

  private static String line(Option option) {
    String argument = option.hasArg() ? " " + option.getArgName() : "";
    String head = "  %-30s ".formatted(String.join(", ", names(option)) + argument);
    return wrap(head, option.getDescription()) + "\n";
  }

  private static String wrap(String head, String text) {
    StringBuilder out = new StringBuilder(head);
    int column = head.length();
    String indent = " ".repeat(33);
    for (String word : text.split(" ", -1)) {
      if (column + word.length() > WIDTH) {
        out.append('\n').append(indent);
        column = indent.length();
      }
      out.append(word).append(' ');
      column += word.length() + 1;
    }
    return out.toString().stripTrailing();
  }
}
