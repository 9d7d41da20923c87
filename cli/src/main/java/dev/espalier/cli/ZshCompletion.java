package dev.espalier.cli;

import dev.espalier.cli.CompletedCommand.Flag;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A script for zsh, which shows what commands and options are for. */
final class ZshCompletion {
  private static final String SCRIPT =
      """
      #compdef espalier
      # Completion of espalier in zsh: lay it as `_espalier` into a folder of $fpath.
      _espalier() {
        local -a commands
        commands=(
      %s    'help:tell more of a command'
        )
        if ((CURRENT == 2)); then
          _describe command commands
          _arguments '(- *)--help[list the commands]' '(- *)--version[tell the version]'
          return
        fi
        local command=$words[2]
        if ((CURRENT > 3)); then
          case "$command $words[3]" in
            %s)
              command="$command $words[3]"
              words=("${words[@]:1}")
              ((CURRENT--))
              ;;
          esac
        fi
        words=("${words[@]:1}")
        ((CURRENT--))
        case $command in
          help) _describe command commands ;;
      %s  esac
      }
      if [ "$funcstack[1]" = _espalier ]; then
        _espalier "$@"
      else
        compdef _espalier espalier
      fi
      """;

  private ZshCompletion() {}

  static String of(List<CompletedCommand> commands) {
    return SCRIPT.formatted(
        lines(commands, c -> !c.isInner(), c -> "    " + described(c) + "\n"),
        commands.stream()
            .filter(CompletedCommand::isInner)
            .map(c -> '"' + c.name() + '"')
            .collect(Collectors.joining(" | ")),
        lines(commands, c -> true, ZshCompletion::arguments));
  }

  private static String lines(
      List<CompletedCommand> commands,
      Predicate<CompletedCommand> some,
      Function<CompletedCommand, String> line) {
    return commands.stream().filter(some).map(line).collect(Collectors.joining());
  }

  private static String described(CompletedCommand command) {
    return quoted(command.name() + ":" + command.summary());
  }

  private static String arguments(CompletedCommand command) {
    String flags =
        command.flags().stream()
            .flatMap(flag -> flag.names().stream().map(name -> flag(name, flag)))
            .map(flag -> "        " + flag + " \\\n")
            .collect(Collectors.joining());
    String first =
        command.words().isEmpty() ? "" : quoted("1: :(" + String.join(" ", command.words()) + ")");
    return """
        "%s")
          _arguments \\
    %s        %s '*:file:_files'
          ;;
    """
        .formatted(command.name(), flags, first)
        .replace("         '*", "        '*");
  }

  private static String flag(String name, Flag flag) {
    String description = flag.description().replace("[", "(").replace("]", ")").replace(":", "\\:");
    String begin = name + (flag.takesValue() && name.startsWith("--") ? "=" : "");
    return quoted(begin + "[" + description + "]" + value(flag));
  }

  private static String value(Flag flag) {
    if (!flag.takesValue()) {
      return "";
    } else if (!flag.values().isEmpty()) {
      return ":value:(" + String.join(" ", flag.values()) + ")";
    }
    return flag.isPath() ? ":file:_files" : ":value: ";
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
