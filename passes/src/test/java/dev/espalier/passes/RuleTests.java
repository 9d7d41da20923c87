package dev.espalier.passes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The rules in the sources of a module and the tests beside them: the class {@code FuseAddTest} in
 * the package of {@code FuseAdd}.
 */
public final class RuleTests {
  private static final Path RULES = Path.of("src", "main", "java");
  private static final Path TESTS = Path.of("src", "test", "java");
  private static final String ENDING = ".java";

  private RuleTests() {}

  /** The sources of rules, in order; the module's folder is the working directory. */
  public static List<Path> rules() {
    try (Stream<Path> files = Files.walk(RULES)) {
      return files
          .filter(file -> file.toString().endsWith(ENDING))
          .filter(file -> read(file).contains(" implements Rule<"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Asserts that a rule's tests show both what it does and what it leaves alone. */
  public static void assertTested(Path rule) {
    String name = rule.getFileName().toString().replace(ENDING, "Test" + ENDING);
    Path test = TESTS.resolve(RULES.relativize(rule)).resolveSibling(name);
    assertThat(test).exists();
    assertThat(read(test))
        .as("a graph that the rule changes")
        .containsPattern("\\bgives\\(")
        .as("a graph in which it must not fire")
        .containsPattern("\\b(refuses|changesNothing)\\(");
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
