package dev.espalier.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.espalier.latency.data.MeasurementFile;
import dev.espalier.latency.data.Measurements;
import dev.espalier.latency.kernel.Convolution;
import dev.espalier.latency.kernel.FuseKernels;
import dev.espalier.latency.kernel.KernelClass;
import dev.espalier.latency.profile.CalibrateProfile;
import dev.espalier.latency.profile.DataSource;
import dev.espalier.latency.profile.Identity;
import dev.espalier.latency.profile.Profile;
import dev.espalier.latency.profile.ProfilePredictor;
import dev.espalier.latency.profile.ShippedProfiles;
import dev.espalier.latency.read.MeasurementRows;
import dev.espalier.latency.read.ProbeResults;
import dev.espalier.latency.read.ReadResults;
import dev.espalier.measure.net.Probes;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
        *--graph=*)
          name=${*##*--graph=}; name=${name%%.tflite*}; name=${name##*/}
          echo "Inference timings in us: Init: 3, First inference: 9, Warmup (avg): 8,\
       Inference (avg): $(cat "$(dirname "$0")/$name.us")" ;;
        *ro.product.model*) echo "Some Phone" ;;
        *) echo 1 ;;
      esac
      """;

  private static final long BASELINE_MICROS = 300;
  private static final double SLOWER = 1.7;
  private static final Profile NEAREST =
      ShippedProfiles.named("adreno660-tvm-opencl-fp16").orElseThrow();

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
    Path results = time(Map.of());
    for (String name : Probes.all().keySet()) {
      assertThat(ReadResults.read(results.resolve(name + ".txt")).rows().get(0).milliseconds())
          .isEqualTo(1.5);
    }
    assertThat(results.resolve("device.txt")).content().contains("phone: Some Phone", "after: 1");
    assertThat(folder.resolve("tools/calls.txt"))
        .content()
        .contains("--use_gpu=true --gpu_backend=cl", "--num_runs=100 --warmup_runs=20");
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aSlowerPhoneIsRecognisedByItsProbes() throws IOException, InterruptedException {
    Map<String, Long> micros = new TreeMap<>(Map.of(Probes.BASELINE, BASELINE_MICROS));
    Probes.all()
        .forEach(
            (name, graph) ->
                FuseKernels.of(TfliteHost.export(graph)).stream()
                    .flatMap(kernel -> kernel.convolution().stream())
                    .findFirst()
                    .ifPresent(kernel -> micros.put(name, BASELINE_MICROS + micros(kernel))));
    ProbeResults results = ProbeResults.read(time(micros));
    assertThat(results.baselineMs()).isEqualTo(0.3);
    String rows = new MeasurementRows("Phone", "fp16", "probes").probes(results.times());
    Measurements data = MeasurementFile.read("rows.csv", new StringReader(rows));
    assertThat(data.rows()).hasSize(9);
    Profile phone =
        new CalibrateProfile(NEAREST)
            .run(
                data,
                new Identity("Phone", "tflite-gpu", "fp16"),
                new DataSource("", "", "", "rows.csv", ""));
    assertThat(phone.model().scale()).isCloseTo(SLOWER, within(0.02 * SLOWER));
  }

  private static long micros(Convolution kernel) {
    KernelClass kind = new ProfilePredictor(NEAREST).kernelClass(kernel);
    return Math.round(1000 * SLOWER * NEAREST.model().milliseconds(kernel, kind));
  }

  @Test
  void aProbeWithoutATimeIsLeftOutAndOneThatIsTooFastIsFlagged() throws IOException {
    WriteProbes.into(folder);
    text(Probes.BASELINE, 300);
    text("conv1x1-64", 200);
    text("conv1x1-256", 1300);
    ProbeResults results = ProbeResults.read(folder);
    assertThat(results.times()).hasSize(2);
    assertThat(results.warnings())
        .anyMatch(w -> w.startsWith("conv1x1-64 is no slower"))
        .anyMatch(w -> w.startsWith("conv3x3-24 is left out"));
    String rows = new MeasurementRows("Phone", "fp16", "probes").probes(results.times());
    Measurements data = MeasurementFile.read("rows.csv", new StringReader(rows));
    assertThat(data.rows()).hasSize(1);
    assertThat(data.rows().get(0).milliseconds()).isEqualTo(1);
    assertThat(data.rows().get(0).convolution().outChannels()).isEqualTo(256);
  }

  @Test
  void timesOfTheCpuAreNoTimesOfTheGpu() throws IOException {
    WriteProbes.into(folder);
    text(Probes.BASELINE, 300);
    text("conv1x1-64", 500);
    text("add", 500);
    said("conv1x1-64", "INFO: Though GPU delegate is explicitly applied, the model graph will not");
    said("add", "INFO: Though NNAPI delegate is explicitly applied, the model graph will not");
    ProbeResults results = ProbeResults.read(folder);
    assertThat(results.times()).extracting(time -> time.probe().name()).containsExactly("add");
    assertThat(results.warnings())
        .anyMatch(w -> w.startsWith("conv1x1-64 is left out") && w.contains("ran on the GPU"));
  }

  private void said(String probe, String beginning) throws IOException {
    Files.writeString(
        folder.resolve(probe + ".txt"),
        beginning + " be executed by the delegate.\n",
        StandardOpenOption.APPEND);
  }

  @Test
  void aFolderNeedsItsManifestAndTheEmptyProbe() throws IOException {
    assertThatThrownBy(() -> ProbeResults.read(folder)).hasMessageContaining("no probes.csv");
    WriteProbes.into(folder);
    assertThatThrownBy(() -> ProbeResults.read(folder))
        .hasMessageContaining("baseline.txt does not exist");
  }

  private void text(String probe, int micros) throws IOException {
    Files.writeString(
        folder.resolve(probe + ".txt"), "count=2 first=9 avg=%d std=1\n".formatted(micros));
  }

  /** The results of the script when the phone takes some microseconds, 1500 where not stated. */
  private Path time(Map<String, Long> micros) throws IOException, InterruptedException {
    Path probes = folder.resolve("probes");
    Path tools = Files.createDirectory(folder.resolve("tools"));
    for (String name : WriteProbes.into(probes)) {
      String time = Long.toString(micros.getOrDefault(name, 1500L));
      Files.writeString(tools.resolve(name + ".us"), time);
    }
    Path adb = Files.writeString(tools.resolve("adb"), ADB);
    assertThat(adb.toFile().setExecutable(true)).isTrue();
    Path program = Files.writeString(folder.resolve("benchmark_model"), "program");
    Path results = folder.resolve("results");
    assertThat(run(probes, tools, program, results)).isZero();
    return results;
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
