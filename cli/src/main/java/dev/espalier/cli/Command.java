package dev.espalier.cli;

import java.io.IOException;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** One sub-command of {@code espalier}. */
interface Command {
  /** What help tells of it. */
  Description description();

  /** How it is called; the name of a sub-command begins with that of its command. */
  default String name() {
    return description().name();
  }

  /** What it adds to the options every command has. */
  Options options();

  /** Commands of their own that are called by a word behind this one's name. */
  default List<Command> commands() {
    return List.of();
  }

  /** What its first operand can be, where that is one of a few words. */
  default List<String> words() {
    return commands().stream().map(c -> c.name().substring(name().length() + 1)).toList();
  }

  /**
   * Does the work.
   *
   * @return {@link Exit#OK} or {@link Exit#CHECK_FAILED}; everything else is an exception
   */
  int run(CommandLine line, Console console) throws IOException;
}
