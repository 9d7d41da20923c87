package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.Distribution.Result;
import dev.espalier.ir.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The launcher finds a Java that fits, and starts it as fast as it can. */
@DisabledOnOs(OS.WINDOWS)
@Execution(ExecutionMode.SAME_THREAD)
class LauncherIT {
  private static final String FROM_ARCHIVE =
      Main.class.getName() + " source: shared objects file (top)";

  @TempDir private static Path folder;
  private static Distribution distribution;

  @BeforeAll
  static void unpack() throws IOException {
    // Java 17 archives no classes from a folder with a space in its name.
    distribution = Distribution.unpack(folder.resolve("unpacked"));
  }

  private static boolean takesMainFromTheArchive(Map<String, String> environment) throws Exception {
    environment.put("ESPALIER_OPTS", "-Xlog:class+load");
    return version(environment).out().contains(FROM_ARCHIVE);
  }

  private static Result version(Map<String, String> environment) throws Exception {
    return distribution.run(environment, distribution.launcher(), "--version");
  }

  @Test
  void theFirstStartLeavesAnArchiveForTheNextOnes() throws Exception {
    Path cache = folder.resolve("the cache");
    Map<String, String> environment = distribution.environment(cache);
    environment.put("CI", "true");
    assertThat(takesMainFromTheArchive(environment)).isFalse();
    assertThat(cache).doesNotExist();

    environment.remove("CI");
    assertThat(takesMainFromTheArchive(environment)).isTrue();
    FileTime made = Files.getLastModifiedTime(onlyFile(cache.resolve("espalier")));
    assertThat(takesMainFromTheArchive(environment)).isTrue();
    assertThat(Files.getLastModifiedTime(onlyFile(cache.resolve("espalier")))).isEqualTo(made);

    Path jar = distribution.file("lib/espalier-ir-" + Tool.version() + ".jar");
    Files.setLastModifiedTime(jar, Files.getLastModifiedTime(jar));
    assertThat(takesMainFromTheArchive(environment)).isTrue();
    assertThat(Files.getLastModifiedTime(onlyFile(cache.resolve("espalier"))))
        .as("made again after a jar was replaced by one of the same size and time")
        .isGreaterThan(made);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found = files.toList();
      assertThat(found).hasSize(1);
      return found.get(0);
    }
  }

  @Test
  void startsWhereNoArchiveCanBeWritten() throws Exception {
    for (String cache : List.of("", "/dev/null/nowhere")) {
      Result result = version(distribution.environment(Path.of(cache)));
      assertThat(result).isEqualTo(new Result(Exit.OK, "espalier " + Tool.version() + "\n", ""));
    }
  }

  @Test
  void startsWhereJavaCannotMakeTheArchive() throws Exception {
    Path cache = folder.resolve("full");
    String start = "exec '" + distribution.launcher() + "' \"$@\"";
    Path limited = script(folder.resolve("limited"), "ulimit -f 2000", start);
    Map<String, String> environment = distribution.environment(cache);
    Result result = distribution.run(environment, limited, "--version");
    assertThat(result).isEqualTo(new Result(Exit.OK, "espalier " + Tool.version() + "\n", ""));
    assertThat(onlyFile(cache.resolve("espalier"))).isEmptyFile();
    assertThat(version(environment).exit()).isZero();
  }

  @Test
  void firstStartsInParallelDoNotDisturbEachOther() throws Exception {
    Path cache = folder.resolve("shared");
    Map<String, String> environment = distribution.environment(cache);
    String start = "'" + distribution.launcher() + "' --version";
    Path both =
        script(folder.resolve("both"), start + " &", start, "status=$?", "wait $! && exit $status");
    Result result = distribution.run(environment, both);
    String once = "espalier " + Tool.version() + "\n";
    assertThat(result).isEqualTo(new Result(Exit.OK, once + once, ""));
    assertThat(onlyFile(cache.resolve("espalier"))).isNotEmptyFile();
    assertThat(takesMainFromTheArchive(environment)).isTrue();
  }

  @Test
  void javaTakesTheOptionsOfTheUser() throws Exception {
    Map<String, String> environment = distribution.environment(Path.of(""));
    environment.put("JAVA_OPTS", "-XX:+UseParallelGC");
    environment.put("ESPALIER_OPTS", "-XX:+PrintFlagsFinal -Xmx768m");
    assertThat(version(environment).out())
        .containsPattern("UseParallelGC += true")
        .containsPattern("MaxHeapSize += " + (768 << 20));
  }

  @Test
  void tellsThatThereIsNoJava() throws Exception {
    Map<String, String> environment = distribution.environment(Path.of(""));
    environment.put("JAVA_HOME", "/nowhere");
    assertThat(version(environment))
        .isEqualTo(failed("needs Java 17 or later, and JAVA_HOME=/nowhere has no bin/java"));

    Path tools = Files.createDirectories(folder.resolve("tools"));
    script(tools.resolve("dirname"), "echo \"${1%/*}\"");
    environment.remove("JAVA_HOME");
    environment.put("PATH", tools.toString());
    assertThat(version(environment))
        .isEqualTo(failed("needs Java 17 or later; set JAVA_HOME or put java on the PATH"));
  }

  @Test
  void tellsThatTheJavaIsTooOld() throws Exception {
    Path home = folder.resolve("jdk-11");
    Path java =
        script(
            Files.createDirectories(home.resolve("bin")).resolve("java"),
            "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
    Map<String, String> environment = distribution.environment(Path.of(""));
    environment.put("JAVA_HOME", home.toString());
    Result tooOld = failed("needs Java 17 or later, and " + java + " is version 11.0.2");
    assertThat(version(environment)).isEqualTo(tooOld);

    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    assertThat(version(environment)).isEqualTo(tooOld);
  }

  private static Path script(Path file, String... lines) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }

  private static Result failed(String message) {
    return new Result(Exit.USAGE, "", "espalier: " + message + "\n");
  }
}
