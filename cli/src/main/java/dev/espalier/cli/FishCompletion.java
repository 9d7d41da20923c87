package dev.espalier.cli;

import dev.espalier.cli.CompletedCommand.Flag;
import java.util.ArrayList;
import java.util.List;

/** A script for fish, which shows what commands and options are for. */
final class FishCompletion {
  private static final String HEAD =
      """
      # Completion of espalier in fish: lay it as `espalier.fish` into ~/.config/fish/completions.
      complete -c espalier -n __fish_use_subcommand -f -l help -d 'list the commands'
      complete -c espalier -n __fish_use_subcommand -f -l version -d 'tell the version'
      complete -c espalier -n __fish_use_subcommand -f -a help -d 'tell more of a command'
      """;

  private FishCompletion() {}

  static String of(List<CompletedCommand> commands) {
    StringBuilder script = new StringBuilder(HEAD);
    commands.forEach(command -> lines(command).forEach(l -> script.append(l).append('\n')));
    return script.toString();
  }

  private static List<String> lines(CompletedCommand command) {
    String before = command.isInner() ? seen(command.outerName()) : "__fish_use_subcommand";
    String behind = command.isInner() ? before + "; and " : "";
    behind += seen(command.lastName());
    List<String> lines = new ArrayList<>();
    lines.add(complete(before, "-f -a " + command.lastName(), command.summary()));
    if (!command.words().isEmpty()) {
      lines.add(complete(behind, "-a " + quoted(String.join(" ", command.words())), ""));
    }
    for (Flag flag : command.flags()) {
      lines.add(complete(behind, names(flag) + value(flag), flag.description()));
    }
    return lines;
  }

  private static String seen(String command) {
    return "__fish_seen_subcommand_from " + command;
  }

  private static String complete(String place, String what, String description) {
    String line = "complete -c espalier -n " + quoted(place) + " " + what;
    return description.isEmpty() ? line : line + " -d " + quoted(description);
  }

  private static String names(Flag flag) {
    StringBuilder names = new StringBuilder();
    for (String name : flag.names()) {
      names.append(name.startsWith("--") ? " -l " : " -s ").append(name.replaceFirst("^-+", ""));
    }
    return names.substring(1);
  }

  private static String value(Flag flag) {
    if (!flag.takesValue()) {
      return "";
    } else if (!flag.values().isEmpty()) {
      return " -x -a " + quoted(String.join(" ", flag.values()));
    }
    return flag.isPath() ? " -r -F" : " -x";
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
