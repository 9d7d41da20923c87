package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.Option;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The help of each command has an example, and that example is a command line. */
class HelpTest {
  private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

  static List<String> names() {
    return Commands.withInner().stream().map(Command::name).toList();
  }

  private static Command command(String name) {
    return Commands.withInner().stream().filter(c -> c.name().equals(name)).findFirst().get();
  }

  private static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    Matcher matcher = WORD.matcher(text.replaceFirst(" > .*", ""));
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    return words;
  }

  @ParameterizedTest
  @MethodSource("names")
  void tellsTheOptionsAndAnExample(String name) {
    Command command = command(name);
    List<Object> line = new ArrayList<>(Arrays.asList((Object[]) name.split(" ")));
    line.add("--help");
    Run run = Run.of(line.toArray());
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("usage: espalier " + name, "example: " + command.description().example() + "\n");
    for (Option option : Invocation.shownOptions(command).getOptions()) {
      assertThat(run.out()).contains("  " + String.join(", ", Help.names(option)));
    }
    line.remove(line.size() - 1);
    line.add(0, "help");
    assertThat(Run.of(line.toArray())).isEqualTo(run);
  }

  /** An operand in the synopsis is one in the example, and so is an option that must be given. */
  @ParameterizedTest
  @MethodSource("names")
  void theExampleIsACommandLine(String name) throws Exception {
    List<String> words = words(command(name).description().example());
    assertThat(words.get(0)).isEqualTo("espalier");
    Command outer = Commands.named(words.get(1));
    List<String> rest = words.subList(2, words.size());
    Command called = Commands.inner(outer, rest).orElse(outer);
    assertThat(called.name()).startsWith(name);
    CommandLine line =
        new DefaultParser()
            .parse(
                Invocation.shownOptions(called),
                rest.subList(called == outer ? 0 : 1, rest.size()).toArray(String[]::new));
    List<String> required =
        Arrays.stream(
                called
                    .description()
                    .synopsis()
                    .replaceAll("\\[[^]]*\\]|\\|.*COMMAND.*", "")
                    .split(" "))
            .filter(word -> !word.isBlank())
            .toList();
    long values = required.stream().filter(word -> word.startsWith("-")).count();
    assertThat(line.getArgList()).hasSizeGreaterThanOrEqualTo((int) (required.size() - 2 * values));
    required.stream()
        .filter(word -> word.startsWith("-"))
        .forEach(option -> assertThat(line.hasOption(option)).as(option).isTrue());
  }
}
