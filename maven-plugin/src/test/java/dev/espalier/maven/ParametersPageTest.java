package dev.espalier.maven;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.compiler.CompileArguments;
import dev.espalier.maven.Descriptor.GoalInfo;
import dev.espalier.maven.Descriptor.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables of parameters in docs are those of the plugin; {@code -Despalier.docs=update} writes
 * them.
 */
class ParametersPageTest {
  private static final Path PAGE = Path.of("..", "docs", "maven-plugin.md");

  @ParameterizedTest
  @ValueSource(strings = {"compile", "check"})
  void theTableOfParametersIsUpToDate(String goal) throws IOException {
    String page = Files.readString(PAGE);
    String start = "<!-- parameters of " + goal + " -->\n";
    int from = page.indexOf(start) + start.length();
    int to = page.indexOf("<!-- end of parameters of " + goal + " -->\n");
    String wanted =
        page.substring(0, from) + table(Descriptor.read().goal(goal)) + page.substring(to);
    if (System.getProperty("espalier.docs", "").equals("update")) {
      Files.writeString(PAGE, wanted);
    }
    assertThat(Files.readString(PAGE)).isEqualTo(wanted);
  }

  @Test
  void everyParameterHasAPropertyWithThePrefixAndSaysSinceWhen() throws IOException {
    for (GoalInfo goal : ofOurs()) {
      assertThat(goal.threadSafe()).isTrue();
      for (Setting setting : goal.settings()) {
        assertThat(setting.property()).isEqualTo("${espalier." + setting.name() + "}");
        assertThat(setting.since()).as(setting.name()).isNotEmpty();
        assertThat(setting.meaning()).as(setting.name()).endsWith(".");
      }
    }
  }

  @Test
  void everyOptionOfTheCommandIsAParameter() throws IOException {
    assertThat(Descriptor.read().goal("compile").settings())
        .extracting(Setting::name)
        .containsAll(CompileArguments.NAMES.stream().map(Wording::parameter).toList());
  }

  @Test
  void goalsHaveTheirPhases() throws IOException {
    Descriptor plugin = Descriptor.read();
    assertThat(plugin.goal("compile").phase()).isEqualTo("generate-resources");
    assertThat(plugin.goal("check").phase()).isEqualTo("verify");
    assertThat(plugin.goals()).extracting(GoalInfo::name).contains("help");
  }

  private static List<GoalInfo> ofOurs() throws IOException {
    return Descriptor.read().goals().stream().filter(goal -> !goal.name().equals("help")).toList();
  }

  private static String table(GoalInfo goal) {
    StringBuilder table = new StringBuilder("| parameter | default | meaning |\n|---|---|---|\n");
    for (Setting setting : goal.settings()) {
      String otherwise = setting.otherwise().isEmpty() ? "" : "`" + setting.otherwise() + "`";
      table.append("| `%s` | %s | %s |\n".formatted(setting.name(), otherwise, setting.meaning()));
    }
    return table.toString();
  }
}
