package dev.espalier.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.latency.read.ReadResults;
import dev.espalier.measure.net.Probes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

final class ProbesTest {
  private static final String ADB =
      """
      #!/bin/sh
      echo "$*" >>"$(dirname "$0")/calls.txt"
      case "$*" in
        *--graph=*) echo "Inference timings in us: Init: 3, First inference: 9, Warmup (avg): 8,\
       Inference (avg): 1500" ;;
        *ro.product.model*) echo "Some Phone" ;;
        *) echo 1 ;;
      esac
      """;

  @TempDir private Path folder;

  @Test
  void everyProbeIsWrittenForBothRuntimes() throws IOException {
    Set<String> names = WriteProbes.into(folder);
    assertThat(names).hasSizeBetween(10, 20).contains(Probes.BASELINE);
    for (String name : names) {
      assertThat(folder.resolve(name + ".onnx")).isNotEmptyFile();
      assertThat(folder.resolve(name + ".tflite")).isNotEmptyFile();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void theScriptTimesEachProbeOnThePhone() throws IOException, InterruptedException {
    Path probes = folder.resolve("probes");
    Set<String> names = WriteProbes.into(probes);
    Path tools = Files.createDirectory(folder.resolve("tools"));
    Path adb = Files.writeString(tools.resolve("adb"), ADB);
    assertThat(adb.toFile().setExecutable(true)).isTrue();
    Path program = Files.writeString(folder.resolve("benchmark_model"), "program");
    Path results = folder.resolve("results");
    assertThat(run(probes, tools, program, results)).isZero();
    for (String name : names) {
      assertThat(ReadResults.read(results.resolve(name + ".txt")).rows().get(0).milliseconds())
          .isEqualTo(1.5);
    }
    assertThat(results.resolve("device.txt")).content().contains("phone: Some Phone", "after: 1");
    assertThat(tools.resolve("calls.txt"))
        .content()
        .contains("--use_gpu=true --gpu_backend=cl", "--num_runs=100 --warmup_runs=20");
  }

  private static int run(Path probes, Path tools, Path program, Path results)
      throws IOException, InterruptedException {
    ProcessBuilder script =
        new ProcessBuilder(
            List.of(
                probes.resolve(WriteProbes.SCRIPT).toString(),
                program.toString(),
                results.toString()));
    script.environment().merge("PATH", tools.toString(), (old, own) -> own + ":" + old);
    script.redirectErrorStream(true);
    Process process = script.start();
    process.getInputStream().readAllBytes();
    return process.waitFor();
  }
}
