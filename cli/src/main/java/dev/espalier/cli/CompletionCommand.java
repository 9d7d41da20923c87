package dev.espalier.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier completion SHELL}: what makes a shell complete command lines. */
final class CompletionCommand implements Command {
  @Override
  public Description description() {
    return new Description(
        "completion",
        "print a script that completes command lines in a shell",
        "bash|zsh|fish",
        "espalier completion bash > ~/.local/share/bash-completion/completions/espalier");
  }

  @Override
  public Options options() {
    return new Options();
  }

  @Override
  public List<String> words() {
    return List.of("bash", "zsh", "fish");
  }

  @Override
  public int run(CommandLine line, Console console) {
    String shell = Arguments.only(line, "SHELL");
    List<CompletedCommand> commands = CompletedCommand.all();
    console.text(
        switch (shell) {
          case "bash" -> BashCompletion.of(commands);
          case "zsh" -> ZshCompletion.of(commands);
          case "fish" -> FishCompletion.of(commands);
          default ->
              throw new UsageException(
                  "completion for %s, not '%s'", description().synopsis(), shell);
        });
    return Exit.OK;
  }
}
