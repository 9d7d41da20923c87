package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.espalier.compiler.OutputFolder;
import dev.espalier.compiler.ReportFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A9: two runs, each in a Java of its own, give the same bytes; so do two versions of Java. */
class ReproducibleTest {
  /** These tell how long the compile took. */
  private static final EnumSet<ReportFile> TIMED = EnumSet.of(ReportFile.REPORT, ReportFile.PAGE);

  @TempDir Path folder;

  /** A small model, and a real one where the shared data are. */
  private List<Path> inputs(String real) throws IOException {
    Path tiny = TinyModels.write(TinyModels.MASKED, folder.resolve("tiny.onnx"));
    Path shared = Path.of(System.getProperty("shared.data", ""), "models/onnx");
    return Files.isDirectory(shared) ? List.of(tiny, shared.resolve(real)) : List.of(tiny);
  }

  private Path run(Path javaHome, String name, String... args) throws Exception {
    Path out = folder.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(List.of(args));
    command.addAll(List.of("-o", out.toString()));
    Path log = folder.resolve(name + ".log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
    return out;
  }

  private static JsonNode withoutTimings(Path out) throws IOException {
    ObjectNode report = (ObjectNode) Reports.in(out);
    report.remove("timings");
    return report;
  }

  private static void assertSameModel(Path one, Path other) throws IOException {
    for (String file : new String[] {"model.onnx", "model.tflite", OutputFolder.CHECKSUMS}) {
      assertSameFile(one, other, file);
    }
  }

  private static void assertSameFile(Path one, Path other, String file) throws IOException {
    assertThat(Files.mismatch(one.resolve(file), other.resolve(file))).as(file).isEqualTo(-1);
  }

  @Test
  void twoRunsGiveTheSameBytes() throws Exception {
    Path java = Path.of(System.getProperty("java.home"));
    for (Path input : inputs("mobilenetv2-dwbc.onnx")) {
      String name = input.getFileName().toString();
      Path one = run(java, name + ".1", "compile", input.toString());
      Path other = run(java, name + ".2", "compile", input.toString());
      assertSameModel(one, other);
      assertThat(withoutTimings(one)).isEqualTo(withoutTimings(other));
      for (ReportFile report : EnumSet.complementOf(TIMED)) {
        assertSameFile(one, other, report.file());
      }
    }
  }

  @Test
  void twoVersionsOfJavaGiveTheSameBytes() throws Exception {
    String home = System.getenv("JAVA25_HOME");
    assumeTrue(home != null && !home.isEmpty(), "JAVA25_HOME is not set");
    Path java = Path.of(System.getProperty("java.home"));
    for (Path input : inputs("pan-mobilenetv3s.onnx")) {
      String name = input.getFileName().toString();
      Path masked = run(java, name + ".a.onnx", "prune", input.toString());
      Path other = run(Path.of(home), name + ".b.onnx", "prune", input.toString());
      assertThat(Files.mismatch(masked, other)).isEqualTo(-1);
      assertSameModel(
          run(java, name + ".a", "compile", masked.toString(), "--no-verify"),
          run(Path.of(home), name + ".b", "compile", masked.toString(), "--no-verify"));
    }
  }
}
