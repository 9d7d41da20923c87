package dev.espalier.cli;

import dev.espalier.cli.CompletedCommand.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A script for bash, from version 3.2 on; where it has nothing to say, bash completes files. */
final class BashCompletion {
  private static final String SCRIPT =
      """
      # Completion of espalier in bash: source it, or lay it as `espalier` into
      # ~/.local/share/bash-completion/completions.
      _espalier() {
        local word=$2 option=$3 command=${COMP_WORDS[1]} position=2 values=
        COMPREPLY=()
        # --option=value comes in three words.
        if [ "$word" = = ]; then
          word=
        elif [ "$option" = = ]; then
          option=${COMP_WORDS[COMP_CWORD - 2]}
        fi
        if [ "$COMP_CWORD" -eq 1 ]; then
          COMPREPLY=($(compgen -W "%s --help --version" -- "$word"))
          return
        fi
        if [ "$COMP_CWORD" -gt 2 ]; then
          case "$command ${COMP_WORDS[2]}" in
            %s)
              command="$command ${COMP_WORDS[2]}"
              position=3
              ;;
          esac
        fi
        case "$command $option" in
      %s    *)
            if [ "${word#-}" != "$word" ]; then
              case $command in
      %s        esac
            elif [ "$COMP_CWORD" -eq "$position" ]; then
              case $command in
                help) values="%s" ;;
      %s        esac
            fi
            ;;
        esac
        COMPREPLY=($(compgen -W "$values" -- "$word"))
      }
      complete -o bashdefault -o default -F _espalier espalier
      """;

  private BashCompletion() {}

  static String of(List<CompletedCommand> commands) {
    String names =
        commands.stream()
            .filter(c -> !c.isInner())
            .map(CompletedCommand::name)
            .collect(Collectors.joining(" "));
    String inner =
        commands.stream()
            .filter(CompletedCommand::isInner)
            .map(c -> quoted(c.name()))
            .collect(Collectors.joining(" | "));
    return SCRIPT.formatted(
        names + " help",
        inner,
        lines(commands, BashCompletion::values),
        lines(commands, c -> List.of(choice(quoted(c.name()), c.flagNames()))),
        names,
        lines(commands, BashCompletion::words));
  }

  private static String lines(
      List<CompletedCommand> commands, Function<CompletedCommand, List<String>> line) {
    return commands.stream().flatMap(c -> line.apply(c).stream()).collect(Collectors.joining());
  }

  /** The values of the options that take one of a few. */
  private static List<String> values(CompletedCommand command) {
    List<String> lines = new ArrayList<>();
    for (Flag flag : command.flags()) {
      if (!flag.values().isEmpty()) {
        String pattern =
            flag.names().stream()
                .map(name -> quoted(command.name() + " " + name))
                .collect(Collectors.joining(" | "));
        lines.add(choice(pattern, flag.values()));
      }
    }
    return lines;
  }

  private static List<String> words(CompletedCommand command) {
    return command.words().isEmpty()
        ? List.of()
        : List.of(choice(quoted(command.name()), command.words()));
  }

  private static String choice(String pattern, List<String> values) {
    return "    %s) values=%s ;;\n".formatted(pattern, quoted(String.join(" ", values)));
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
