package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From timed probes to a profile that predicts models. */
class LatencyCalibrateCommandTest {
  private static final String NEAREST = "adreno660-tvm-opencl-fp16";
  private static final String FP32 = "adreno660-tvm-opencl-fp32";
  private static final String PROBES =
      """
      probe,op,algo,c,h,w,oc,kh,kw,sh,dh,oh,ow
      baseline,RELU,,,,,,,,,,,
      one,conv,,64,56,56,64,1,1,1,1,56,56
      two,conv,,64,56,56,64,3,3,1,1,56,56
      deep,dwconv,,64,56,56,64,3,3,1,1,56,56
      soft,SOFTMAX,,,,,,,,,,,
      """;

  @TempDir private Path folder;
  private Path rows;
  private Path profile;

  @BeforeEach
  void timeProbes() throws IOException {
    rows = folder.resolve("rows.csv");
    profile = folder.resolve("phone.json");
    Files.writeString(folder.resolve("probes.csv"), PROBES);
    time("baseline", 100);
    time("one", 400);
    time("two", 900);
    time("deep", 250);
    time("soft", 300);
  }

  private void time(String probe, int micros) throws IOException {
    Files.writeString(
        folder.resolve(probe + ".txt"), "count=2 first=9 avg=%d std=1%n".formatted(micros));
  }

  private Run calibrate(Object... more) {
    Object[] all = new Object[more.length + 7];
    Object[] first = {"latency", "calibrate", rows, "--device", NEAREST, "-o", profile};
    System.arraycopy(first, 0, all, 0, first.length);
    System.arraycopy(more, 0, all, first.length, more.length);
    return Run.of(all);
  }

  private void importProbes() {
    Run run = Run.of("latency", "import", folder, "-o", rows, "--gpu", "Phone");
    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains("4 rows", "less the 0.100 ms of the empty probe");
  }

  @Test
  void probesBecomeAProfileThatCanBeNamed() throws IOException {
    importProbes();
    Run run = calibrate("--name", "my-phone", "--runtime", "tflite-gpu");
    assertThat(run.err()).contains("my-phone (calibrated) is in");
    assertThat(run.exit()).isEqualTo(Exit.OK);
    assertThat(run.out()).contains("The times of " + NEAREST, "median of 3 measured kernels");
    assertThat(Files.readString(profile)).contains("tflite-gpu", "calibrated");
    assertThat(run.err()).doesNotContain("nearer");
    Run other = Run.of("latency", "calibrate", rows, "--device", FP32, "-o", profile);
    assertThat(other.err()).contains("the rows are of fp16 and " + FP32 + " is of fp32");
    calibrate("--name", "my-phone");
    Run evaluation = Run.of("latency", "evaluate", rows, "--device", profile);
    assertThat(evaluation.exit()).isEqualTo(Exit.OK);
    assertThat(evaluation.out()).contains("my-phone");
  }

  @Test
  void namesWhatIsWrong() throws IOException {
    importProbes();
    String header = Files.readAllLines(rows).get(0);
    Run device = Run.of("latency", "calibrate", rows, "--device", "adreno", "-o", profile);
    assertThat(device.exit()).isEqualTo(Exit.USAGE);
    assertThat(device.err()).contains("no device 'adreno'");
    assertThat(calibrate("--gpu", "Other").err()).contains("choose none", "Phone fp16");

    String text = Files.readString(rows);
    String others = text.substring(header.length() + 1).replace("Phone", "Tablet");
    Files.writeString(rows, text + others);
    assertThat(calibrate().err()).contains("more than one", "Phone fp16, Tablet fp16");
    assertThat(calibrate("--gpu", "Tablet").exit()).isEqualTo(Exit.OK);

    Files.writeString(rows, header + "\n");
    Run empty = calibrate();
    assertThat(empty.exit()).isEqualTo(Exit.INPUT);
    assertThat(empty.err()).contains("rows.csv has no row of a convolution");
  }
}
