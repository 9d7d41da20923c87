package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.zoo.Architecture;
import dev.espalier.zoo.Zoo;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Completion knows every command and option, and what options can be. */
class CompletionTest {
  /** Calls the function as bash does, and prints its answers in a line. */
  private static final String COMPLETE =
      """
      complete() { :; }
      source "$1"
      while read -r -a words; do
        [ "${words[${#words[@]} - 1]}" != . ] || words[${#words[@]} - 1]=
        COMP_WORDS=("${words[@]}")
        COMP_CWORD=$((${#words[@]} - 1))
        _espalier espalier "${words[COMP_CWORD]}" "${words[COMP_CWORD - 1]}"
        echo "${COMPREPLY[*]}"
      done
      """;

  @TempDir private Path folder;

  private static String script(String shell) {
    Run run = Run.of("completion", shell);
    assertThat(run.exit()).as(run.err()).isZero();
    return run.out();
  }

  /** What bash answers to command lines; a dot stands for an empty last word. */
  private List<List<String>> completed(List<String> lines) throws Exception {
    Path script = Files.writeString(folder.resolve("espalier.bash"), script("bash"));
    Path given = Files.write(folder.resolve("lines"), lines);
    Process bash =
        new ProcessBuilder("bash", "-c", COMPLETE, "bash", script.toString())
            .redirectInput(given.toFile())
            .redirectErrorStream(true)
            .start();
    String out = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(1, TimeUnit.MINUTES)).isTrue();
    assertThat(bash.exitValue()).as(out).isZero();
    List<List<String>> answers =
        out.lines()
            .map(l -> Stream.of(l.split(" ", -1)).filter(w -> !w.isEmpty()).toList())
            .toList();
    assertThat(answers).as(out).hasSameSizeAs(lines);
    return answers;
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void bashCompletesTheOptionsOfEveryCommand() throws Exception {
    List<Command> commands = Commands.withInner();
    List<List<String>> answers =
        completed(commands.stream().map(c -> "espalier " + c.name() + " --").toList());
    for (int c = 0; c < commands.size(); c++) {
      List<String> expected = new ArrayList<>();
      Invocation.shownOptions(commands.get(c)).getOptions().stream()
          .filter(option -> option.getLongOpt() != null)
          .forEach(option -> expected.add("--" + option.getLongOpt()));
      assertThat(answers.get(c))
          .as(commands.get(c).name())
          .containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void bashCompletesCommandsNamesAndDevices() throws Exception {
    List<List<String>> answers =
        completed(
            List.of(
                "espalier .",
                "espalier zoo build .",
                "espalier latency model.onnx --device .",
                "espalier help ."));
    assertThat(answers.get(0))
        .containsAll(Commands.all().stream().map(Command::name).toList())
        .contains("--version");
    assertThat(answers.get(1)).isEqualTo(Zoo.all().stream().map(Architecture::name).toList());
    assertThat(answers.get(2)).isEqualTo(ShippedProfiles.names());
    assertThat(answers.get(3)).isEqualTo(Commands.all().stream().map(Command::name).toList());
  }

  @ParameterizedTest
  @DisabledOnOs(OS.WINDOWS)
  @CsvSource({
    "espalier comp,                            compile completion",
    "espalier compile m.onnx --target .,       gpu-safe any",
    "espalier compile m.onnx --target = g,     gpu-safe",
    "espalier compile m.onnx --precision =,    fp32 fp16",
    "espalier latency ca,                      calibrate",
    "espalier latency fit d.csv --method mlp,  mlp",
    "espalier example .,                       streets text-detection",
    "espalier completion z,                    zsh",
    "espalier inspect .,                       ",
    "espalier compile m.onnx -o .,             ",
  })
  void bashCompletesTheWord(String line, String words) throws Exception {
    assertThat(String.join(" ", completed(List.of(line)).get(0)))
        .isEqualTo(words == null ? "" : words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"zsh", "fish"})
  void otherShellsKnowEveryOption(String shell) {
    String script = script(shell);
    for (Command command : Commands.withInner()) {
      String first = shell.equals("zsh") ? "\"" + command.name() + "\")" : last(command.name());
      assertThat(script).contains(first);
      Invocation.shownOptions(command)
          .getOptions()
          .forEach(
              option ->
                  Help.names(option)
                      .forEach(
                          name ->
                              assertThat(script)
                                  .contains(shell.equals("zsh") ? "'" + name : fish(name))));
    }
  }

  private static String last(String name) {
    return " -f -a " + name.substring(name.indexOf(' ') + 1) + " -d ";
  }

  private static String fish(String name) {
    return name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1);
  }

  @Test
  void otherShellsAreRefused() {
    Run run = Run.of("completion", "tcsh");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("bash|zsh|fish, not 'tcsh'");
  }
}
