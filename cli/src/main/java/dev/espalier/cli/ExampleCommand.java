package dev.espalier.cli;

import dev.espalier.compiler.OutputException;
import dev.espalier.examples.Example;
import dev.espalier.examples.Examples;
import dev.espalier.ir.text.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code espalier example [NAME] -o DIR}: runs an example, or lists them. */
final class ExampleCommand implements Command {
  @Override
  public Description description() {
    return new Description(
        "example",
        "run an example; without a name, list them",
        "[NAME -o DIR]",
        "espalier example streets -o out");
  }

  @Override
  public Options options() {
    return new Options().addOption(CommonOptions.output("DIR", "folder for what it makes"));
  }

  @Override
  public List<String> words() {
    return Examples.all().stream().map(Example::name).toList();
  }

  @Override
  public int run(CommandLine line, Console console) throws IOException {
    if (line.getArgList().isEmpty()) {
      Examples.all().forEach(e -> console.result("%-16s %s", e.name(), e.description()));
      return Exit.OK;
    }
    Example example = find(Arguments.only(line, "NAME"));
    Path folder = Arguments.outputPath(line);
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw OutputException.of(folder, e);
    }
    return example.run(folder, console.out()) ? Exit.OK : Exit.CHECK_FAILED;
  }

  private Example find(String name) {
    return Examples.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "there is no example '%s'%s", name, Nearest.hint(name, words(), "")));
  }
}
