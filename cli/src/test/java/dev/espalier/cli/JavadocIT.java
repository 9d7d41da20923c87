package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import javax.tools.DiagnosticCollector;
import javax.tools.DocumentationTool;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Javadoc of everything that the command is made of has neither errors nor warnings. */
class JavadocIT {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> OTHERS = Set.of("target", "test", "maven-plugin", "it");

  @TempDir private Path folder;

  /**
   * The sources below a folder, but those of tests and of modules that are not on the class path.
   */
  private static Stream<Path> sources(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !OTHERS.contains(file.getFileName().toString()))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList()
          .stream()
          .flatMap(file -> Files.isDirectory(file) ? sources(file) : Stream.of(file))
          .filter(file -> file.toString().endsWith(".java"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void hasNoWarnings() throws IOException {
    DocumentationTool javadoc = ToolProvider.getSystemDocumentationTool();
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    StringWriter log = new StringWriter();
    List<Path> sources =
        sources(CHECKOUT).filter(f -> f.toString().contains("/src/main/java/")).toList();
    assertThat(sources).hasSizeGreaterThan(500);
    try (StandardJavaFileManager files =
        javadoc.getStandardFileManager(found, Locale.ROOT, StandardCharsets.UTF_8)) {
      List<String> options =
          List.of(
              "-quiet",
              "-private",
              "-Xdoclint:all,-missing",
              "-d",
              folder.toString(),
              "-classpath",
              System.getProperty("java.class.path"));
      boolean done =
          javadoc
              .getTask(log, files, found, null, options, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(found.getDiagnostics()).isEmpty();
      assertThat(done).as(log.toString()).isTrue();
    }
    assertThat(folder.resolve("dev/espalier/cli/package-summary.html")).exists();
  }
}
