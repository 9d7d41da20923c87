package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.cli.Distribution.Result;
import dev.espalier.examples.Example;
import dev.espalier.examples.Examples;
import dev.espalier.ir.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The archives hold what they must, and run after no more than unpacking. */
class DistributionIT {
  private static final String TOP = Distribution.NAME + "/";

  @TempDir private static Path folder;
  private static Distribution distribution;

  @BeforeAll
  static void unpack() throws IOException {
    distribution = Distribution.unpack(folder.resolve("a folder"));
  }

  private Result run(Path launcher, Object... words) throws Exception {
    return distribution.run(distribution.environment(folder.resolve("the cache")), launcher, words);
  }

  static List<String> examples() {
    return Examples.all().stream().map(Example::name).toList();
  }

  @Test
  void theArchiveHasLaunchersAndTheNativesOfEverySystem() throws IOException {
    Map<String, Integer> files = Distribution.files(Distribution.archive());
    assertThat(files)
        .containsEntry(TOP + "bin/espalier", 0755)
        .containsEntry(TOP + "bin/espalier.bat", 0644)
        .containsKeys(TOP + "LICENSE", TOP + "NOTICE", TOP + "README.md", TOP + "CHANGELOG.md");
    for (String system :
        List.of("linux-x86_64", "linux-arm64", "macosx-x86_64", "macosx-arm64", "windows-x86_64")) {
      assertThat(files.keySet())
          .anyMatch(f -> f.matches(TOP + "lib/tensorflow-lite-.*-" + system + "\\.jar"))
          .anyMatch(f -> f.matches(TOP + "lib/javacpp-.*-" + system + "\\.jar"));
    }
    assertThat(files.keySet()).noneMatch(f -> f.contains("pytorch"));
  }

  @Test
  void onnxRuntimeIsForTheSystemsThatAreDocumented() throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(jar("onnxruntime-")).get()) {
      String natives = "ai/onnxruntime/native/";
      for (String library :
          List.of(
              "linux-x64/libonnxruntime.so",
              "linux-aarch64/libonnxruntime.so",
              "osx-aarch64/libonnxruntime.dylib",
              "win-x64/onnxruntime.dll")) {
        assertThat(zip.getEntry(natives + library)).as(library).isNotNull();
      }
      assertThat(zip.getEntry(natives + "osx-x64/libonnxruntime.dylib")).isNull();
    }
  }

  private Path jar(String prefix) throws IOException {
    try (Stream<Path> jars = Files.list(distribution.file("lib"))) {
      return jars.filter(f -> f.getFileName().toString().startsWith(prefix))
          .findFirst()
          .orElseThrow();
    }
  }

  /** Names of jars stand at the beginning of the rows. */
  @Test
  void theLicenceOfEveryJarIsNamed() throws IOException {
    Set<String> jars = new TreeSet<>(Distribution.files(Distribution.archive()).keySet());
    jars.addAll(Distribution.files(Distribution.training()).keySet());
    List<String> names =
        jars.stream()
            .map(file -> file.substring(file.lastIndexOf('/') + 1))
            .filter(file -> file.endsWith(".jar") && !file.startsWith("espalier-"))
            .map(file -> file.replaceFirst("-[0-9].*", ""))
            .distinct()
            .toList();
    List<String> rows =
        Files.readAllLines(distribution.file("THIRD-PARTY.md")).stream()
            .filter(line -> line.matches("\\| (?!jar )[a-z].*"))
            .map(line -> line.substring(2, line.indexOf(" |")))
            .toList();
    assertThat(rows).doesNotHaveDuplicates().containsAll(names);
  }

  @Test
  void theArchiveForTrainingAddsPyTorchAndNothingElse() throws IOException {
    Set<String> added = Distribution.files(Distribution.training()).keySet();
    assertThat(added)
        .allMatch(f -> f.startsWith(TOP + "lib/pytorch/"))
        .anyMatch(f -> f.contains("/pytorch-native-cpu-"))
        .anyMatch(f -> f.contains("/pytorch-jni-"))
        .doesNotContainAnyElementsOf(Distribution.files(Distribution.archive()).keySet());
  }

  @ParameterizedTest
  @CsvSource({"bash, espalier.bash", "zsh, _espalier", "fish, espalier.fish"})
  void theArchiveHasTheScriptsThatComplete(String shell, String file) {
    assertThat(distribution.file("completion/" + file))
        .hasContent(Run.of("completion", shell).out());
  }

  @Test
  void windowsCanReadItsLauncher() throws IOException {
    String launcher = Files.readString(distribution.file("bin/espalier.bat"));
    assertThat(launcher).contains("\r\n", Main.class.getName());
    assertThat(launcher.replace("\r\n", "")).doesNotContain("\n", "\r");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void compilesVerifiesAndPredictsInFoldersWithSpacesThroughALink() throws Exception {
    Path link = folder.resolve("a link");
    Files.createSymbolicLink(link, distribution.launcher());
    Path model = folder.resolve("a model.onnx");
    Path out = folder.resolve("the outputs");
    for (List<Object> words :
        List.<List<Object>>of(
            List.of("zoo", "build", "rtseg-small", "--input", "64x64", "-o", model),
            List.of("compile", model, "-o", out),
            List.of("verify", model, out.resolve("model.tflite")),
            List.of("latency", model, "--device", "adreno660-tvm-opencl-fp16"))) {
      Result result = run(link, words.toArray());
      assertThat(result.exit()).as(words + ": " + result.err()).isZero();
    }
    assertThat(out.resolve("report.json")).exists();
  }

  @ParameterizedTest
  @MethodSource("examples")
  @DisabledOnOs(OS.WINDOWS)
  void everyExampleRuns(String name) throws Exception {
    Result result =
        run(distribution.launcher(), "example", name, "-o", folder.resolve("example " + name));
    assertThat(result.exit()).as(result.err()).isZero();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void trainingTellsWhichArchiveItNeeds() throws Exception {
    Path config = folder.resolve("train.yaml");
    Files.writeString(config, "network: {name: rtseg-small}\ndata: {train: streets}\nsteps: 1\n");
    Result result = run(distribution.launcher(), "train", config, "-o", folder.resolve("run"));
    assertThat(result.exit()).as(result.err()).isEqualTo(Exit.USAGE);
    assertThat(result.err())
        .contains("unpack espalier-" + Tool.version() + "-training-PLATFORM.zip");
    assertThat(run(distribution.launcher(), "train", "--help").exit()).isZero();
  }
}
