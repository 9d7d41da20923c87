package dev.espalier.maven;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Messages of the compiler as messages of the plugin. */
class WordingTest {
  @Test
  void optionsBecomeParameters() {
    assertThat(Wording.advise("2 ms predicted, over --budget-ms 1", "model"))
        .isEqualTo(
            "2 ms predicted, over <budgetMs> 1. Suggestion: see <budgetMs>"
                + " (-Despalier.budgetMs=...)");
  }

  @Test
  void allOfThemAreNamedOnce() {
    assertThat(Wording.advise("no (--target any; --emit onnx; --target any)"))
        .endsWith("see <target> (-Despalier.target=...), <emit> (-Despalier.emit=...)");
  }

  @Test
  void parametersOfThePluginAloneAreToldLikewise() {
    assertThat(Wording.advise("--min-miou is a number, not 'x'; did you mean 1?"))
        .isEqualTo(
            "<minMiou> is a number, not 'x'; did you mean 1? Suggestion: see <minMiou>"
                + " (-Despalier.minMiou=...)");
  }

  @Test
  void whatIsNoParameterStays() {
    assertThat(Wording.advise("a--b --debug", "model"))
        .isEqualTo("a--b --debug. Suggestion: see <model> (-Despalier.model=...)");
  }
}
