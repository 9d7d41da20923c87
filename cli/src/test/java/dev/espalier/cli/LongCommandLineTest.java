package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Build tools start Java with class paths of many thousand characters. */
class LongCommandLineTest {
  @TempDir private Path folder;

  @Test
  void doesNotEndTheProcess() throws Exception {
    Path model = TinyModels.write(TinyModels.MASKED, folder.resolve("tiny.onnx"));
    Path log = folder.resolve("log");
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Dlong=" + "x".repeat(30_000),
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "compile",
            model.toString(),
            "-o",
            folder.resolve("out").toString());
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(log)).isZero();
  }
}
