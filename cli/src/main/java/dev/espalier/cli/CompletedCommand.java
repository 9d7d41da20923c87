package dev.espalier.cli;

import dev.espalier.latency.profile.ShippedProfiles;
import java.util.List;
import java.util.Set;
import org.apache.commons.cli.Option;

/**
 * What a shell can complete of a command line.
 *
 * @param name of the command; that of a sub-command has a space in it
 * @param words what the first operand can be, where it is one of a few; else a file
 */
record CompletedCommand(String name, String summary, List<Flag> flags, List<String> words) {
  /**
   * An option.
   *
   * @param names with their hyphens, such as {@code -h} and {@code --help}
   * @param takesValue whether a value follows
   * @param values what it can be, where it is one of a few
   * @param isPath whether it is a file or folder
   */
  record Flag(
      List<String> names,
      String description,
      boolean takesValue,
      List<String> values,
      boolean isPath) {
    private static final Set<String> PATHS = Set.of("DIR", "FILE");

    static Flag of(Option option) {
      String argument = option.hasArg() ? option.getArgName() : "";
      return new Flag(
          Help.names(option),
          option.getDescription(),
          option.hasArg(),
          values(option, argument),
          PATHS.contains(argument));
    }

    private static List<String> values(Option option, String argument) {
      if (DeviceOption.DEVICE.equals(option.getLongOpt())) {
        return ShippedProfiles.names();
      }
      return argument.contains("|") ? List.of(argument.split("\\|", -1)) : List.of();
    }
  }

  /** Every command, and behind each those of its own. */
  static List<CompletedCommand> all() {
    return Commands.withInner().stream().map(CompletedCommand::of).toList();
  }

  private static CompletedCommand of(Command command) {
    List<Flag> flags =
        Invocation.shownOptions(command).getOptions().stream().map(Flag::of).toList();
    return new CompletedCommand(
        command.name(), command.description().summary(), flags, command.words());
  }

  boolean isInner() {
    return name.contains(" ");
  }

  /** The name of the command that it is a sub-command of, or its own. */
  String outerName() {
    return name.split(" ", -1)[0];
  }

  /** Its name behind that of its command, or all of it. */
  String lastName() {
    return name.substring(name.indexOf(' ') + 1);
  }

  /** The names of all options. */
  List<String> flagNames() {
    return flags.stream().flatMap(flag -> flag.names().stream()).toList();
  }
}
