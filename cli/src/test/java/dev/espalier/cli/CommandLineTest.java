package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  @ParameterizedTest
  @ValueSource(strings = {"-V", "--version"})
  void tellsTheVersion(String option) {
    Run run = Run.of(option);
    assertThat(run.exit()).isZero();
    assertThat(run.out()).matches("espalier \\d+\\.\\d+\\.\\d+(-SNAPSHOT)?\n");
    assertThat(run.err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"-h", "--help", "help"})
  void tellsTheCommands(String option) {
    Run run = Run.of(option);
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains(
            "  inspect ",
            "  compile ",
            "  prune ",
            "  train ",
            "  verify ",
            "  evaluate ",
            "  zoo ")
        .contains("  data ", "  diff ", "  dump ", "  example ", "  search ")
        .doesNotContain("tflite");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "inspect",
        "compile",
        "prune",
        "train",
        "search",
        "verify",
        "diff",
        "evaluate",
        "data",
        "dump",
        "zoo",
        "example"
      })
  void tellsHowToUseACommand(String command) {
    Run run = Run.of(command, "--help");
    assertThat(run.exit()).isZero();
    assertThat(run.out())
        .contains("usage: espalier " + command, "example: espalier " + command, "--debug");
    assertThat(Run.of("help", command)).isEqualTo(run);
    assertThat(Run.of(command, "-h")).isEqualTo(run);
  }

  @Test
  void explainsItselfWithoutACommand() {
    Run run = Run.of();
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("usage: espalier COMMAND");
  }

  @Test
  void suggestsTheNearestCommand() {
    Run run = Run.of("complie");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("'complie'", "did you mean compile?");
    assertThat(Run.of("--frobnicate").err()).contains("no option").doesNotContain("did you mean");
  }

  @Test
  void suggestsTheNearestOption() {
    Run run = Run.of("compile", "model.onnx", "--no-verfy", "-o", "out");
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--no-verfy", "did you mean --no-verify?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--emit=",
        "--emit=onnx,keras",
        "--target=gpu",
        "--io-layout=NHWC",
        "--output=labels",
        "--precision=int8",
        "--target-runtime=new",
        "--target-runtime=2",
        "--tolerance=2"
      })
  void refusesValuesItDoesNotKnow(String option) {
    Run run = Run.of("compile", "model.onnx", "-o", "out", option);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains(option.substring(0, option.indexOf('=')));
  }

  @Test
  void refusesWhatIsMissingOrTooMuch() {
    assertThat(Run.of("compile").err()).contains("MODEL is missing");
    assertThat(Run.of("compile", "a.onnx").err()).contains("-o is missing");
    assertThat(Run.of("compile", "a", "b", "-o", "c").err()).contains("unexpected 'b'");
    assertThat(Run.of("verify", "a").err()).contains("B is missing");
    assertThat(Run.of("compile", "a", "-o").err()).contains("Missing argument");
    assertThat(Run.of("dump", "--color", "pink", "a").err()).contains("auto, always or never");
    assertThat(Run.of("dump", "--color", "pink", "a").exit()).isEqualTo(Exit.USAGE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "x=", "=1x2", "x=1x0", "x=1x-3", "x=1,3", "x=1x2x3x4x5x6x7"})
  void refusesShapesItCannotRead(String shape) {
    Run run = Run.of("dump", "model.onnx", "--input-shape", shape);
    assertThat(run.exit()).isEqualTo(Exit.USAGE);
    assertThat(run.err()).contains("--input-shape is name=1x3x512x1024, not '" + shape + "'");
  }
}
